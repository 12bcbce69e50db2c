package dev.kiln.processor.pass.memory;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument.Access;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tensors of a program must not share memory. Forward and backward pass are one program, so
 * an activation lives until its last use in the backward pass.
 *
 * @param all in the order in which they are first mentioned
 * @param replaced for a tensor that may be computed in place: the tensor whose memory it may take
 *     over
 */
public record Lifetimes(List<Lifetime> all, Map<Tensor, Tensor> replaced) {

    public static Lifetimes of(List<Step> steps, Set<Tensor> external, Set<Tensor> kept) {
        Map<Tensor, Lifetime> lifetimes = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            for (Tensor tensor : tensors(steps.get(i))) {
                if (!external.contains(tensor)) {
                    int last = kept.contains(tensor) ? steps.size() : i;
                    lifetimes.merge(
                            tensor,
                            new Lifetime(tensor, i, last),
                            (old, now) -> new Lifetime(tensor, old.first(), now.last()));
                }
            }
        }
        Map<Tensor, Tensor> replaced = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Optional<Tensor> source = inPlaceSource(steps.get(i));
            Optional<Tensor> result = written(steps.get(i));
            if (source.isPresent() && result.isPresent()) {
                Lifetime before = lifetimes.get(source.get());
                Lifetime after = lifetimes.get(result.get());
                if (before != null
                        && after != null
                        && before.last() == i
                        && after.first() == i
                        && before.size() == after.size()) {
                    replaced.put(after.tensor(), before.tensor());
                }
            }
        }
        return new Lifetimes(
                List.copyOf(lifetimes.values()), Collections.unmodifiableMap(replaced));
    }

    boolean conflict(Lifetime a, Lifetime b) {
        return a.overlaps(b) && !replaces(a, b) && !replaces(b, a);
    }

    /** Whether {@code after} may be computed in the memory of {@code before}. */
    boolean replaces(Lifetime after, Lifetime before) {
        return before.tensor().equals(replaced.get(after.tensor()));
    }

    /** Those after which nothing is needed any more. */
    int steps() {
        return all.stream().mapToInt(Lifetime::last).max().orElse(-1) + 1;
    }

    /** Tensors that are needed at the same step. */
    int mostAlive() {
        int[] changes = new int[steps() + 1];
        for (Lifetime lifetime : all) {
            changes[lifetime.first()]++;
            changes[lifetime.last() + 1]--;
        }
        int most = 0;
        int alive = 0;
        for (int change : changes) {
            alive += change;
            most = Math.max(most, alive);
        }
        return most;
    }

    /** No plan needs fewer floats a sample: what is alive at the fullest step. */
    public long lowerBound() {
        long[] changes = new long[steps() + 1];
        long[] shared = new long[changes.length];
        for (Lifetime lifetime : all) {
            changes[lifetime.first()] += lifetime.size();
            changes[lifetime.last() + 1] -= lifetime.size();
            if (replaced.containsKey(lifetime.tensor())) {
                shared[lifetime.first()] += lifetime.size();
            }
        }
        long most = 0;
        long alive = 0;
        for (int i = 0; i < changes.length; i++) {
            alive += changes[i];
            most = Math.max(most, alive - shared[i]);
        }
        return most;
    }

    /** All tensors that steps mention. */
    public static Set<Tensor> tensors(List<Step> steps) {
        return steps.stream()
                .flatMap(s -> tensors(s).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The tensors that the steps of one segment alone mention. */
    static Set<Tensor> withinOne(List<List<Step>> segments) {
        Map<Tensor, Integer> mentioned = new LinkedHashMap<>();
        for (List<Step> steps : segments) {
            tensors(steps).forEach(t -> mentioned.merge(t, 1, Integer::sum));
        }
        mentioned.values().removeIf(count -> count > 1);
        return mentioned.keySet();
    }

    private static List<Tensor> tensors(Step step) {
        List<Tensor> tensors = new ArrayList<>();
        for (Operand operand : step.operands()) {
            if (operand instanceof Operand.Of of) {
                tensors.add(of.tensor());
            }
        }
        return tensors;
    }

    /**
     * The first tensor that is read, where the kernel may overwrite it and reads it under no other
     * name.
     */
    static Optional<Tensor> inPlaceSource(Step step) {
        if (!step.kernel().inPlace()) {
            return Optional.empty();
        }
        Optional<Tensor> first = firstWith(step, Access.READ);
        return first.filter(t -> Collections.frequency(tensors(step), t) == 1);
    }

    private static Optional<Tensor> written(Step step) {
        return firstWith(step, Access.WRITE);
    }

    private static Optional<Tensor> firstWith(Step step, Access access) {
        for (int i = 0; i < step.operands().size(); i++) {
            if (step.kernel().arguments().get(i).access() == access) {
                return step.operands().get(i) instanceof Operand.Of of
                        ? Optional.of(of.tensor())
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
