package dev.kiln.processor.operation;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import java.util.List;

/**
 * The gradient in front of an activation that was fused into the operation that gives {@code
 * output}.
 */
record Slope(String layer, Activation activation, Tensor output) {

    /** The steps that compute it, none where there is no activation. */
    List<Step> steps(Gradients gradients) {
        return activation.isNone()
                ? List.of()
                : List.of(step(gradients, gradients.beforeActivation(output)));
    }

    /** The tensor that holds it. */
    Tensor tensor(Gradients gradients) {
        return activation.isNone() ? gradients.of(output) : gradients.beforeActivation(output);
    }

    /** As the gradient by an input that is only added. */
    List<Step> into(Tensor input, Gradients gradients) {
        if (activation.isNone()) {
            gradients.pass(input, gradients.of(output));
            return List.of();
        }
        return List.of(step(gradients, gradients.into(input)));
    }

    private Step step(Gradients gradients, Tensor result) {
        return Step.of(
                layer,
                new ActivationBackward(activation, output.shape()),
                Operand.of(gradients.of(output)),
                Operand.of(output),
                Operand.of(result));
    }
}
