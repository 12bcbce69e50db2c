package dev.kiln.processor.operation;

import static dev.kiln.processor.graph.Verifier.require;

import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Verifier;
import dev.kiln.processor.graph.shape.Shape;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks between passes that a network makes sense. What it finds is a defect of Kiln, not of a
 * model.
 */
public final class GraphVerifier {

    private GraphVerifier() {}

    /**
     * Checks that every operation reads what is defined before it, has the output shape that
     * follows from its inputs, and that names are unique; then the forward steps as a program.
     *
     * @throws IllegalStateException naming the layer and what is wrong with it
     */
    public static void verify(Graph graph) {
        Set<Tensor> defined = new HashSet<>(Set.of(graph.input()));
        Set<String> tensors = new HashSet<>(Set.of(graph.input().name()));
        Set<String> parameters = new HashSet<>();
        for (Operation operation : graph.operations()) {
            String layer = operation.layer();
            for (Tensor input : operation.inputs()) {
                require(
                        defined.contains(input),
                        layer,
                        () -> "reads " + input + ", which nothing defines");
            }
            Tensor output = operation.output();
            Shape inferred = operation.inferredShape();
            require(
                    inferred.equals(output.shape()),
                    layer,
                    () -> "computes " + inferred + ", but its output is " + output);
            require(isPositive(inferred), layer, () -> "has an output without numbers: " + output);
            require(tensors.add(output.name()), layer, () -> "defines " + output.name() + " again");
            defined.add(output);
            for (Parameter parameter : operation.parameters()) {
                require(
                        parameters.add(parameter.name()),
                        layer,
                        () -> "has a second parameter " + parameter.name());
            }
        }
        require(
                defined.contains(graph.logits()),
                "loss",
                () -> "reads undefined " + graph.logits());
        Verifier.verify(graph.forward(), Set.of(graph.input()));
    }

    private static boolean isPositive(Shape shape) {
        return shape.height() > 0 && shape.width() > 0 && shape.channels() > 0;
    }
}
