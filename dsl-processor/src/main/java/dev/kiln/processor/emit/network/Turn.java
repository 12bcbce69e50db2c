package dev.kiln.processor.emit.network;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Argument.Access;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Steps of a layer that add to gradients of parameters, which chunks do one by one, in order. Those
 * that {@linkplain dev.kiln.processor.graph.kernel.Kernel#sumsApart sum apart} a chunk does in
 * front of its turn, and then only adds what came out.
 */
public record Turn(List<Step> steps) {

    public Turn {
        steps = List.copyOf(steps);
    }

    /** Whether a step has to be done in turn. */
    static boolean isFor(Step step) {
        return gradients(step).findAny().isPresent();
    }

    /** The first gradient that a step adds to. */
    static Operand.Gradient gradient(Step step) {
        return gradients(step).findFirst().orElseThrow();
    }

    private static Stream<Operand.Gradient> gradients(Step step) {
        return step.operands().stream()
                .filter(Operand.Gradient.class::isInstance)
                .map(Operand.Gradient.class::cast);
    }

    /** As few turns as there can be for steps that follow each other. */
    static List<Turn> of(List<Step> steps) {
        List<Turn> turns = new ArrayList<>();
        List<Step> current = new ArrayList<>();
        for (Step step : steps) {
            if (step.kernel().sumsApart()
                    && current.stream().anyMatch(s -> !s.kernel().sumsApart() && feeds(s, step))) {
                turns.add(new Turn(current));
                current.clear();
            }
            current.add(step);
        }
        if (!current.isEmpty()) {
            turns.add(new Turn(current));
        }
        return turns;
    }

    /** Whether a step writes what another one reads. */
    private static boolean feeds(Step from, Step to) {
        Set<Operand> written = operands(from, a -> a.access() != Access.READ);
        return operands(to, a -> a.access() == Access.READ).stream().anyMatch(written::contains);
    }

    private static Set<Operand> operands(Step step, Predicate<Argument> which) {
        Set<Operand> operands = new HashSet<>();
        for (int i = 0; i < step.operands().size(); i++) {
            if (which.test(step.kernel().arguments().get(i))) {
                operands.add(step.operands().get(i));
            }
        }
        return operands;
    }
}
