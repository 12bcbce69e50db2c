package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Program.Channels;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Argument.Access;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.PutChannels;
import dev.kiln.processor.pass.IndexedSteps.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Joins branches without copying: what ends a branch writes its channels of the joined map, and in
 * the backward pass reads them from the gradient of the joined map. A branch is copied where
 * something that reads it can't skip the channels of the others: a convolution, for example.
 */
public final class ConcatElimination {

    private ConcatElimination() {}

    /** Places what can be placed, inner blocks before those around them. */
    public static Outcome<Program> apply(Program program) {
        IndexedSteps now = new IndexedSteps(program.steps());
        Moves moves = new Moves();
        List<Decision> decisions = new ArrayList<>();
        for (Entry entry : now.entries()) {
            if (entry.step().kernel() instanceof Concatenate) {
                join(entry, now, moves, decisions);
            }
        }
        List<Step> steps = now.entries().stream().map(Entry::step).toList();
        return new Outcome<>(new Program(program.preparation(), steps, moves.all), decisions);
    }

    /** Where the tensors have gone so far, and what each has taken in. */
    private static final class Moves {

        private final Map<Tensor, Channels> all = new HashMap<>();
        private final Map<Tensor, List<Tensor>> inside = new HashMap<>();

        void add(Tensor branch, Tensor joined, ChannelSlice slice) {
            List<Tensor> within = inside.computeIfAbsent(joined, t -> new ArrayList<>());
            for (Tensor inner : inside.getOrDefault(branch, List.of())) {
                all.put(inner, new Channels(joined, all.get(inner).slice().within(slice)));
                within.add(inner);
            }
            inside.remove(branch);
            all.put(branch, new Channels(joined, slice));
            within.add(branch);
        }
    }

    private static void join(
            Entry entry, IndexedSteps steps, Moves moves, List<Decision> decisions) {
        Step join = entry.step();
        Concatenate kernel = (Concatenate) join.kernel();
        Operand joined = join.operands().get(join.operands().size() - 1);
        Map<Operand, Integer> mentions = new HashMap<>();
        join.operands().forEach(o -> mentions.merge(o, 1, Integer::sum));
        List<Step> copies = new ArrayList<>();
        int from = 0;
        int placed = 0;
        for (int i = 0; i < kernel.channels().size(); i++) {
            Operand branch = join.operands().get(i);
            ChannelSlice slice = new ChannelSlice(from, kernel.channels().get(i), kernel.total());
            from += slice.channels();
            String layer = writer(branch, steps).orElse(join.layer());
            String refusal = refusal(branch, mentions.get(branch) == 1, slice, entry, steps);
            if (slice(branch, mentions.get(branch) == 1, joined, slice, entry, steps)) {
                placed++;
                moves.add(tensor(branch), tensor(joined), slice);
                decisions.add(Decision.applied(layer, "written where branches are joined"));
            } else {
                decisions.add(Decision.refused(layer, "copied: " + refusal));
                copies.add(
                        Step.of(
                                join.layer(),
                                new PutChannels(kernel.pixels(), slice),
                                branch,
                                joined));
            }
        }
        if (placed > 0) {
            copies.forEach(c -> steps.insert(c, entry));
            steps.remove(entry);
        }
    }

    /**
     * Places a branch and, where that is possible too, its gradient.
     *
     * @param once whether the concatenation reads the branch once only
     */
    private static boolean slice(
            Operand branch,
            boolean once,
            Operand joined,
            ChannelSlice slice,
            Entry join,
            IndexedSteps steps) {
        Optional<Entry> take = steps.taking(join.step().layer(), slice);
        Operand slope = take.map(t -> t.step().operands().get(1)).orElse(branch);
        boolean value =
                once && isWritten(branch, steps) && canPlace(branch, slope, slice, join, steps);
        boolean gradient = take.isPresent() && canPlace(slope, branch, slice, take.get(), steps);
        if (take.isPresent()
                && value != gradient
                && steps.mentioning(branch).stream()
                        .anyMatch(e -> e.step().operands().contains(slope))) {
            // A kernel that reads both would find them in different forms.
            return false;
        }
        if (gradient) {
            Operand whole = take.get().step().operands().get(0);
            steps.remove(take.get());
            for (Entry entry : steps.mentioning(slope)) {
                steps.replace(entry, placed(entry.step(), slope, whole, slice));
            }
        }
        if (value) {
            for (Entry entry : steps.mentioning(branch)) {
                if (entry != join) {
                    steps.replace(entry, placed(entry.step(), branch, joined, slice));
                }
            }
        }
        return value;
    }

    private static Optional<String> writer(Operand branch, IndexedSteps steps) {
        return steps.mentioning(branch).stream()
                .map(Entry::step)
                .filter(s -> s.operands().get(s.operands().size() - 1).equals(branch))
                .map(Step::layer)
                .findFirst();
    }

    /** Why a branch can't be written where it is joined; asked before anything is moved. */
    private static String refusal(
            Operand branch, boolean once, ChannelSlice slice, Entry join, IndexedSteps steps) {
        if (!once) {
            return "it is joined more than once";
        }
        if (!isWritten(branch, steps)) {
            return "it is the input of the network";
        }
        return steps.mentioning(branch).stream()
                .filter(e -> e != join)
                .map(Entry::step)
                .filter(s -> placing(s, branch, slice).isEmpty())
                .findFirst()
                .map(s -> s.layer() + " can't skip the channels of other branches")
                .orElse("its gradient can't lie beside those of other branches");
    }

    private static boolean isWritten(Operand tensor, IndexedSteps steps) {
        return steps.mentioning(tensor).stream()
                .map(Entry::step)
                .map(s -> s.kernel().arguments().get(s.operands().indexOf(tensor)))
                .anyMatch(a -> a.access() == Access.WRITE);
    }

    private static boolean canPlace(
            Operand tensor, Operand partner, ChannelSlice slice, Entry but, IndexedSteps steps) {
        return steps.mentioning(tensor).stream()
                .filter(e -> e != but)
                .map(Entry::step)
                .allMatch(s -> placing(s, tensor, slice).isPresent() && isWith(s, tensor, partner));
    }

    /**
     * A kernel has one place for the output and for the gradient by it: where it takes both, the
     * other must be the partner.
     */
    private static boolean isWith(Step step, Operand tensor, Operand partner) {
        List<Argument> arguments = step.kernel().arguments();
        Set<String> both = Set.of("output", "outputGradient");
        return IntStream.range(0, arguments.size())
                .filter(i -> both.contains(arguments.get(i).name()))
                .filter(i -> step.kernel().slice(arguments.get(i).name()).isPresent())
                .mapToObj(step.operands()::get)
                .allMatch(o -> o.equals(tensor) || o.equals(partner));
    }

    private static Step placed(Step step, Operand from, Operand to, ChannelSlice slice) {
        List<Operand> operands = new ArrayList<>(step.operands());
        operands.replaceAll(o -> o.equals(from) ? to : o);
        return new Step(step.layer(), placing(step, from, slice).orElseThrow(), operands);
    }

    /** The kernel of a step that uses the tensor, once that is placed. */
    private static Optional<Kernel> placing(Step step, Operand tensor, ChannelSlice slice) {
        int first = step.operands().indexOf(tensor);
        return first == step.operands().lastIndexOf(tensor)
                ? step.kernel().placed(step.kernel().arguments().get(first).name(), slice)
                : Optional.empty();
    }

    private static Tensor tensor(Operand operand) {
        return ((Operand.Of) operand).tensor();
    }
}
