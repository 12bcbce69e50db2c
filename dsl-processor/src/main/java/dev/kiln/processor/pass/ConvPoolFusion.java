package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Merges a maximum pool into the convolution in front of it, where only the pool reads its result.
 * That is so in a predictor; training asks for the larger map later.
 */
public final class ConvPoolFusion {

    private static final int WRITTEN_AND_READ = 2;

    private ConvPoolFusion() {}

    /** {@code pays}: whether a merged kernel is worth it. */
    public static Outcome<List<Step>> apply(List<Step> steps, Predicate<ConvolutionMaxPool> pays) {
        List<Step> result = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Map<Operand, Integer> uses = new HashMap<>();
        steps.forEach(s -> s.operands().forEach(o -> uses.merge(o, 1, Integer::sum)));
        for (Step step : steps) {
            Step last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null
                    && last.kernel() instanceof ConvolutionForward convolution
                    && step.kernel() instanceof MaxPoolForward pool
                    && ConvolutionMaxPool.exists(convolution, pool)
                    && pays.test(new ConvolutionMaxPool(convolution, pool))
                    && output(last).equals(step.operands().get(0))
                    && uses.get(output(last)) == WRITTEN_AND_READ) {
                result.set(result.size() - 1, merged(last, step, convolution, pool));
                decisions.add(
                        Decision.applied(
                                step.layer(),
                                "maxima are found while " + last.layer() + " stores"));
            } else {
                result.add(step);
                if (step.kernel() instanceof MaxPoolForward) {
                    decisions.add(
                            Decision.refused(
                                    step.layer(),
                                    last != null && last.kernel() instanceof ConvolutionForward
                                            ? "no merged kernel of the two shapes is faster"
                                            : "no convolution stands right in front of it"));
                }
            }
        }
        return new Outcome<>(List.copyOf(result), decisions);
    }

    private static Operand output(Step convolution) {
        return convolution.operands().get(convolution.operands().size() - 1);
    }

    private static Step merged(
            Step first, Step next, ConvolutionForward convolution, MaxPoolForward pool) {
        List<Operand> operands = new ArrayList<>(first.operands());
        operands.add(next.operands().get(1));
        return new Step(first.layer(), new ConvolutionMaxPool(convolution, pool), operands);
    }

    /** Before a merged step those that it is made of: its plain form calls their kernels. */
    public static Stream<Step> withParts(Step step) {
        if (!(step.kernel() instanceof ConvolutionMaxPool k)) {
            return Stream.of(step);
        }
        int map = step.operands().size() - 2;
        return Stream.of(
                new Step(step.layer(), k.convolution(), step.operands().subList(0, map + 1)),
                new Step(step.layer(), k.pool(), step.operands().subList(map, map + 2)),
                step);
    }
}
