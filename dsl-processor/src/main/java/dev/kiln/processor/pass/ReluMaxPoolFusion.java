package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Merges the gradient of a ReLU into that of the maximum pool behind it. The pool knows the maxima,
 * and whatever equals one is positive where that is, so the sweep over the larger map in front of
 * the pool is not needed.
 */
final class ReluMaxPoolFusion {

    private ReluMaxPoolFusion() {}

    static Outcome<List<Step>> apply(List<Step> backward) {
        Map<Operand, List<Step>> readers = readersOfPools(backward);
        Map<Step, Step> merged = new HashMap<>();
        Set<Step> gone = new HashSet<>();
        List<Decision> decisions = new ArrayList<>();
        for (Step step : backward) {
            if (step.kernel() instanceof MaxPoolBackward pool) {
                Optional<Step> relu = relu(step, readers.get(gradient(step)));
                relu.ifPresent(
                        r -> {
                            merged.put(step, merged(step, pool, r));
                            gone.add(r);
                        });
                decisions.add(decision(step, relu));
            }
        }
        List<Step> result =
                backward.stream()
                        .filter(s -> !gone.contains(s))
                        .map(s -> merged.getOrDefault(s, s))
                        .toList();
        return new Outcome<>(result, decisions);
    }

    private static Decision decision(Step pool, Optional<Step> relu) {
        return relu.map(
                        r ->
                                Decision.applied(
                                        pool.layer(),
                                        "with the gradient of the ReLU of " + r.layer()))
                .orElse(
                        Decision.refused(
                                pool.layer(),
                                "no ReLU gives what it reads, or others need that gradient too"));
    }

    /** The steps that mention what a pool gives. */
    private static Map<Operand, List<Step>> readersOfPools(List<Step> steps) {
        Map<Operand, List<Step>> readers = new HashMap<>();
        for (Step step : steps) {
            if (step.kernel() instanceof MaxPoolBackward) {
                readers.put(gradient(step), new ArrayList<>());
            }
        }
        for (Step step : steps) {
            for (Operand operand : step.operands()) {
                if (readers.containsKey(operand)) {
                    readers.get(operand).add(step);
                }
            }
        }
        return readers;
    }

    /** The ReLU that gave what the pool reads, if nobody else needs the gradient in between. */
    private static Optional<Step> relu(Step pool, List<Step> mentioning) {
        List<Step> readers = mentioning.stream().filter(s -> !s.equals(pool)).distinct().toList();
        return readers.size() == 1
                ? readers.stream()
                        .filter(s -> isRelu(s) && s.operands().get(0).equals(gradient(pool)))
                        .filter(s -> s.operands().get(1).equals(pool.operands().get(0)))
                        .findFirst()
                : Optional.empty();
    }

    private static Operand gradient(Step pool) {
        return pool.operands().get(3);
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
