package dev.kiln.processor.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GraphVerifierTest {

    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0);
    private static final Tensor X = tensor("x", 4);
    private static final Tensor A = tensor("a", 4);
    private static final Tensor B = tensor("b", 4);

    private static Tensor tensor(String name, int size) {
        return new Tensor(name, Shape.vector(size));
    }

    private static Operation relu(String layer, Tensor input, Tensor output) {
        return new ActivationOp(layer, input, output, RELU);
    }

    /** {@code parameter}: the name of its weights. */
    private static Operation dense(String layer, Tensor input, Tensor output, String parameter) {
        Parameter weight =
                new Parameter(
                        parameter,
                        Parameter.Kind.WEIGHT,
                        new Parameter.Dense(4, input.shape()),
                        Parameter.Initializer.HE);
        return new DenseOp(layer, input, output, weight, Optional.empty(), Activation.NONE);
    }

    private static Graph graph(Tensor logits, Operation... operations) {
        Loss loss = new Loss(Loss.Kind.MEAN_SQUARED_ERROR, 0, List.of());
        return new Graph(X, List.of(operations), logits, Activation.NONE, loss);
    }

    private static void assertFault(String message, Graph graph) {
        assertEquals(
                message,
                assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(graph))
                        .getMessage());
    }

    @Test
    void chainIsRight() {
        GraphVerifier.verify(graph(B, relu("one", X, A), dense("two", A, B, "two.weight")));
    }

    @Test
    void inputsAreDefinedBeforeTheyAreRead() {
        assertFault(
                "one reads a 4, which nothing defines",
                graph(B, relu("one", A, B), relu("two", X, A)));
    }

    @Test
    void outputHasTheShapeThatFollows() {
        assertFault(
                "one computes 4, but its output is a 2x2x1",
                graph(A, relu("one", X, new Tensor("a", new Shape(2, 2, 1)))));
        Tensor nothing = tensor("nothing", 0);
        Operation empty = new ConcatenationOp("one", List.of(nothing), tensor("a", 0));
        Loss loss = new Loss(Loss.Kind.MEAN_SQUARED_ERROR, 0, List.of());
        assertFault(
                "one has an output without numbers: a 0",
                new Graph(nothing, List.of(empty), A, Activation.NONE, loss));
    }

    @Test
    void namesAreUnique() {
        assertFault("two defines a again", graph(A, relu("one", X, A), relu("two", X, A)));
        assertFault("one defines x again", graph(X, relu("one", X, X)));
        assertFault(
                "two has a second parameter weight",
                graph(B, dense("one", X, A, "weight"), dense("two", A, B, "weight")));
    }

    @Test
    void logitsAreDefined() {
        assertFault("loss reads undefined b 4", graph(B, relu("one", X, A)));
    }
}
