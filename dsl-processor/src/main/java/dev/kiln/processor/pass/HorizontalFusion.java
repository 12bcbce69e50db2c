package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges products of one and the same input, such as the 1x1 convolutions of an inception block,
 * into the first of them: the input is then read once. Weights are there from the start, so a
 * product may come as early as its input is there.
 */
final class HorizontalFusion {

    /** Of one kernel; more would only lengthen its name. */
    private static final int MOST = 6;

    private HorizontalFusion() {}

    static Outcome<List<Step>> apply(List<Step> steps) {
        Map<Operand, List<Step>> groups = new HashMap<>();
        for (Step step : steps) {
            if (step.kernel() instanceof DenseForward dense && dense.rows() > 1) {
                groups.computeIfAbsent(step.operands().get(0), i -> new ArrayList<>()).add(step);
            }
        }
        List<Decision> decisions = new ArrayList<>();
        List<Step> result = new ArrayList<>();
        for (Step step : steps) {
            List<Step> group = groups.getOrDefault(step.operands().get(0), List.of());
            boolean grouped = group.size() > 1 && group.size() <= MOST && group.contains(step);
            if (group.contains(step)) {
                decisions.add(decision(step, group, grouped));
            }
            if (!grouped) {
                result.add(step);
            } else if (group.get(0).equals(step)) {
                result.add(merged(group));
            }
        }
        return new Outcome<>(List.copyOf(result), decisions);
    }

    private static Decision decision(Step step, List<Step> group, boolean grouped) {
        if (grouped) {
            return Decision.applied(
                    step.layer(),
                    group.size()
                            + " products of one input are one kernel, "
                            + group.get(0).layer());
        }
        return Decision.refused(
                step.layer(),
                group.size() > 1
                        ? "more than " + MOST + " products read the input"
                        : "no other product reads its input");
    }

    private static Step merged(List<Step> group) {
        List<DenseForward> products = new ArrayList<>();
        List<Operand> operands = new ArrayList<>();
        operands.add(group.get(0).operands().get(0));
        for (Step step : group) {
            products.add((DenseForward) step.kernel());
            operands.addAll(step.operands().subList(1, step.operands().size()));
        }
        return new Step(group.get(0).layer(), new ParallelDense(products), operands);
    }
}
