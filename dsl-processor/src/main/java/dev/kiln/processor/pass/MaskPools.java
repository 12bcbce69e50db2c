package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges the gradient of a ReLU into that of the maximum pool behind it. The pool knows the maxima,
 * and whatever equals one is positive where that is, so the sweep over the larger map in front of
 * the pool is not needed.
 */
final class MaskPools {

    private MaskPools() {}

    static List<Step> apply(List<Step> backward) {
        List<Step> result = new ArrayList<>(backward);
        for (Step step : backward) {
            if (step.kernel() instanceof MaxPoolBackward pool) {
                relu(step, backward)
                        .ifPresent(
                                relu -> {
                                    result.set(result.indexOf(step), merged(step, pool, relu));
                                    result.remove(relu);
                                });
            }
        }
        return List.copyOf(result);
    }

    /** The ReLU that gave what the pool reads, if nobody else needs the gradient in between. */
    private static Optional<Step> relu(Step pool, List<Step> steps) {
        Operand input = pool.operands().get(0);
        Operand between = pool.operands().get(3);
        List<Step> readers =
                steps.stream()
                        .filter(s -> !s.equals(pool) && s.operands().contains(between))
                        .toList();
        return readers.size() == 1
                ? readers.stream()
                        .filter(s -> isRelu(s) && s.operands().get(0).equals(between))
                        .filter(s -> s.operands().get(1).equals(input))
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isRelu(Step step) {
        return step.kernel() instanceof ActivationBackward k
                && k.activation().kind() == Activation.Kind.RELU;
    }

    private static Step merged(Step step, MaxPoolBackward pool, Step relu) {
        List<Operand> operands = new ArrayList<>(step.operands());
        operands.set(3, relu.operands().get(2));
        Activation activation = ((ActivationBackward) relu.kernel()).activation();
        return new Step(step.layer(), pool.behind(activation), operands);
    }
}
