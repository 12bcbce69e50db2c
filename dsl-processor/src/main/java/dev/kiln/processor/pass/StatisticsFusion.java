package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.ArrayList;
import java.util.List;

/** Merges the statistics of batch norm into the convolution or dense layer in front of it. */
final class StatisticsFusion {

    private StatisticsFusion() {}

    static Outcome<List<Step>> apply(List<Step> steps) {
        List<Step> result = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (Step step : steps) {
            Step last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (step.kernel() instanceof BatchStatistics statistics
                    && last != null
                    && isLinear(last)
                    && output(last).equals(step.operands().get(0))) {
                result.set(result.size() - 1, merged(last, step, statistics));
                decisions.add(
                        Decision.applied(step.layer(), "gathered while the result is written"));
            } else {
                result.add(step);
                if (step.kernel() instanceof BatchStatistics) {
                    decisions.add(
                            Decision.refused(
                                    step.layer(),
                                    "no convolution or dense layer stands right in front of it"));
                }
            }
        }
        return new Outcome<>(List.copyOf(result), decisions);
    }

    private static boolean isLinear(Step step) {
        return step.kernel() instanceof ConvolutionForward || step.kernel() instanceof DenseForward;
    }

    private static Operand output(Step step) {
        return step.operands().get(step.operands().size() - 1);
    }

    private static Step merged(Step linear, Step step, BatchStatistics statistics) {
        List<Operand> operands = new ArrayList<>(linear.operands());
        operands.add(step.operands().get(1));
        return new Step(
                linear.layer(),
                new LinearWithStatistics(
                        linear.kernel(), statistics.pixels(), statistics.channels()),
                operands);
    }
}
