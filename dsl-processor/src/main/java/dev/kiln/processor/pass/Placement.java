package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Argument.Access;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.Place;
import dev.kiln.processor.graph.kernel.PutChannels;
import dev.kiln.processor.graph.kernel.TakeChannels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Joins branches without copying: what ends a branch writes its channels of the joined map, and in
 * the backward pass reads them from the gradient of the joined map. A branch is copied where
 * something that reads it can't skip the channels of the others: a convolution, for example.
 *
 * @param steps the same program, with less to copy
 * @param moved where the tensors that have no memory of their own are now
 */
public record Placement(List<Step> steps, Map<Tensor, Moved> moved) {

    /** Channels of another tensor. */
    public record Moved(Tensor joined, Place place) {}

    public Placement {
        steps = List.copyOf(steps);
        moved = Map.copyOf(moved);
    }

    /** Nothing is placed. */
    public static Placement none(List<Step> steps) {
        return new Placement(steps, Map.of());
    }

    /** Places what can be placed, inner blocks before those around them. */
    public static Placement apply(List<Step> steps) {
        List<Step> now = new ArrayList<>(steps);
        Map<Tensor, Moved> moved = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step.kernel() instanceof Concatenate) {
                join(step, now, moved);
            }
        }
        return new Placement(now, moved);
    }

    /** The program of which these are the steps of training. */
    public Program program(Step loss, Step lossWithGradient) {
        int at = steps.indexOf(lossWithGradient);
        return new Program(
                steps.subList(0, at), loss, lossWithGradient, steps.subList(at + 1, steps.size()));
    }

    private static void join(Step join, List<Step> steps, Map<Tensor, Moved> moved) {
        Concatenate kernel = (Concatenate) join.kernel();
        Operand joined = join.operands().get(join.operands().size() - 1);
        List<Step> copies = new ArrayList<>();
        int from = 0;
        int placed = 0;
        for (int i = 0; i < kernel.channels().size(); i++) {
            Operand branch = join.operands().get(i);
            Place place = new Place(from, kernel.channels().get(i), kernel.total());
            from += place.channels();
            if (place(branch, joined, place, join, steps)) {
                placed++;
                move(tensor(branch), tensor(joined), place, moved);
            } else {
                copies.add(
                        Step.of(
                                join.layer(),
                                new PutChannels(kernel.pixels(), place),
                                branch,
                                joined));
            }
        }
        if (placed > 0) {
            int at = steps.indexOf(join);
            steps.remove(at);
            steps.addAll(at, copies);
        }
    }

    private static void move(Tensor branch, Tensor joined, Place place, Map<Tensor, Moved> moved) {
        moved.replaceAll(
                (inner, to) ->
                        to.joined().equals(branch)
                                ? new Moved(joined, to.place().within(place))
                                : to);
        moved.put(branch, new Moved(joined, place));
    }

    /** Places a branch and, where that is possible too, its gradient. */
    private static boolean place(
            Operand branch, Operand joined, Place place, Step join, List<Step> steps) {
        Optional<Step> take =
                steps.stream()
                        .filter(s -> s.layer().equals(join.layer()))
                        .filter(
                                s ->
                                        s.kernel() instanceof TakeChannels t
                                                && t.place().equals(place))
                        .findFirst();
        Operand slope = take.map(t -> t.operands().get(1)).orElse(branch);
        boolean value =
                isWritten(branch, steps)
                        && join.operands().indexOf(branch) == join.operands().lastIndexOf(branch)
                        && canPlace(branch, slope, place, join, steps);
        boolean gradient = take.isPresent() && canPlace(slope, branch, place, take.get(), steps);
        if (take.isPresent()
                && value != gradient
                && steps.stream().anyMatch(s -> s.operands().containsAll(List.of(branch, slope)))) {
            // A kernel that reads both would find them in different forms.
            return false;
        }
        if (gradient) {
            Operand whole = take.get().operands().get(0);
            steps.remove(take.get());
            steps.replaceAll(s -> placed(s, slope, whole, place));
        }
        if (value) {
            steps.replaceAll(s -> s.equals(join) ? s : placed(s, branch, joined, place));
        }
        return value;
    }

    private static boolean isWritten(Operand tensor, List<Step> steps) {
        return steps.stream()
                .filter(s -> s.operands().contains(tensor))
                .map(s -> s.kernel().arguments().get(s.operands().indexOf(tensor)))
                .anyMatch(a -> a.access() == Access.WRITE);
    }

    private static boolean canPlace(
            Operand tensor, Operand partner, Place place, Step but, List<Step> steps) {
        return steps.stream()
                .filter(s -> !s.equals(but))
                .allMatch(s -> placing(s, tensor, place).isPresent() && isWith(s, tensor, partner));
    }

    /**
     * A kernel has one place for the output and for the gradient by it: where it takes both, the
     * other must be the partner.
     */
    private static boolean isWith(Step step, Operand tensor, Operand partner) {
        if (!step.operands().contains(tensor)) {
            return true;
        }
        List<Argument> arguments = step.kernel().arguments();
        Set<String> both = Set.of("output", "outputGradient");
        return IntStream.range(0, arguments.size())
                .filter(i -> both.contains(arguments.get(i).name()))
                .filter(i -> step.kernel().place(arguments.get(i).name()).isPresent())
                .mapToObj(step.operands()::get)
                .allMatch(o -> o.equals(tensor) || o.equals(partner));
    }

    private static Step placed(Step step, Operand from, Operand to, Place place) {
        List<Operand> operands = new ArrayList<>(step.operands());
        operands.replaceAll(o -> o.equals(from) ? to : o);
        return new Step(step.layer(), placing(step, from, place).orElseThrow(), operands);
    }

    /** The kernel of a step once the tensor is placed; itself where it does not use it. */
    private static Optional<Kernel> placing(Step step, Operand tensor, Place place) {
        int first = step.operands().indexOf(tensor);
        if (first < 0) {
            return Optional.of(step.kernel());
        }
        return first == step.operands().lastIndexOf(tensor)
                ? step.kernel().placed(step.kernel().arguments().get(first).name(), place)
                : Optional.empty();
    }

    private static Tensor tensor(Operand operand) {
        return ((Operand.Of) operand).tensor();
    }
}
