package dev.kiln.processor.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifierTest {

    private static final Tensor X = tensor("x", 4);
    private static final Tensor A = tensor("a", 4);
    private static final Tensor B = tensor("b", 4);
    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0);
    private static final Kernel SWEEP = new ActivationForward(RELU, 4);
    private static final Parameter BIAS = Parameter.bias("dense", 4);

    private static Tensor tensor(String name, int size) {
        return new Tensor(name, Shape.vector(size));
    }

    private static void assertFault(String message, Step... steps) {
        assertEquals(
                message,
                assertThrows(
                                IllegalStateException.class,
                                () -> Verifier.verify(List.of(steps), Set.of(X)))
                        .getMessage());
    }

    @Test
    void stepsPassWhatTheirKernelsTake() {
        assertFault("l: applyReluTo4 takes 2 arguments, not 1", Step.of("l", SWEEP, Operand.of(X)));
        assertFault(
                "l: applyReluTo4 gets Target[classes=true] as"
                        + " Argument[name=input, element=FLOAT, access=READ]",
                Step.of("l", SWEEP, new Operand.Target(true), Operand.of(A)));
        assertFault(
                "l: crossEntropy4 gets Of[tensor=x 4] as"
                        + " Argument[name=labels, element=INT, access=READ]",
                Step.of(
                        "l",
                        new CrossEntropy(4, 0, List.of(), false),
                        Operand.of(X),
                        Operand.of(X),
                        new Operand.Losses()));
    }

    @Test
    void whatChunksLeaveIsThereBeforeItIsJoined() {
        Operand moments = new Operand.Chunkwise("moments", 8, true);
        Operand mean = new Operand.Batchwise("mean", 4);
        Operand variance = new Operand.Batchwise("variance", 4);
        Step gather = Step.of("l", new BatchStatistics(1, 4), Operand.of(X), moments);
        Step join = Step.of("l", new JoinStatistics(1, 4), moments, mean, variance);
        Verifier.verify(List.of(gather, join), Set.of(X));
        assertFault(
                "l: joinStatistics4 reads " + moments + " as moments before it is written", join);
        assertFault("l: batchStatistics4 writes " + moments + " twice", gather, gather);
        assertFault(
                "l: joinStatistics4 joins chunks, but gets " + Operand.of(X),
                gather,
                Step.of("l", new JoinStatistics(1, 4), moments, Operand.of(X), variance));
        assertFault(
                "l: joinStatistics4 gets "
                        + mean
                        + " as "
                        + Argument.readDoublesOfChunks("moments"),
                Step.of("l", new JoinStatistics(1, 4), mean, mean, variance));
    }

    @Test
    void parametersAndTargetsAreOnlyRead() {
        Operand value = new Operand.Value(BIAS);
        assertFault(
                "l: applyReluTo4 would overwrite " + value + " as " + Argument.write("output"),
                Step.of("l", SWEEP, Operand.of(X), value));
        Operand gradient = new Operand.Gradient(BIAS);
        assertFault(
                "l: applyReluTo4 reads " + gradient + " as " + Argument.read("input"),
                Step.of("l", SWEEP, gradient, Operand.of(A)));
        Verifier.verify(
                List.of(Step.of("l", new BiasGradient(1, 4), Operand.of(X), gradient)), Set.of(X));
    }

    @Test
    void tensorsAreWrittenBeforeTheyAreRead() {
        assertFault(
                "l: applyReluTo4 reads a 4 as input before it is written",
                Step.of("l", SWEEP, Operand.of(A), Operand.of(B)));
        assertFault(
                "l: applyReluTo4 reads a 4 as input before it is written",
                Step.of("l", SWEEP, Operand.of(A), Operand.of(A)));
        assertFault(
                "l: biasGradient4 reads a 4 as biasGradient before it is written",
                Step.of("l", new BiasGradient(1, 4), Operand.of(X), Operand.of(A)));
    }

    @Test
    void tensorsAreWrittenOnce() {
        Step step = Step.of("l", SWEEP, Operand.of(X), Operand.of(A));
        assertFault("l: applyReluTo4 writes a 4 a second time", step, step);
        assertFault(
                "l: applyReluTo4 writes x 4, which is only given",
                Step.of("l", SWEEP, Operand.of(X), Operand.of(X)));
        Step sum = Step.of("l", new BiasGradient(1, 4), Operand.of(X), Operand.of(A));
        Verifier.verify(List.of(step, sum, sum), Set.of(X));
    }

    @Test
    void oneNameIsOneThing() {
        Tensor other = tensor("a", 5);
        assertFault(
                "l: applyReluTo4 uses one name for two tensors: a 4 and a 5",
                Step.of("l", SWEEP, Operand.of(X), Operand.of(A)),
                Step.of("l", SWEEP, Operand.of(X), Operand.of(other)));
        assertFault(
                "l: same is the name of two kernels: Same[number=1] and Same[number=2]",
                Step.of("l", new Same(1), Operand.of(X), Operand.of(A)),
                Step.of("l", new Same(2), Operand.of(X), Operand.of(B)));
    }

    private record Same(int number) implements Kernel {

        @Override
        public String name() {
            return "same";
        }

        @Override
        public List<String> comment() {
            return List.of();
        }

        @Override
        public List<Argument> arguments() {
            return List.of(Argument.read("input"), Argument.write("output"));
        }
    }
}
