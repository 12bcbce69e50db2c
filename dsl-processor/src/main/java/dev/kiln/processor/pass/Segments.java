package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A program of training cut where something needs all samples of the batch: the chunks of the batch
 * go through a segment one after the other or side by side, and none begins the next before what
 * they left has been joined.
 *
 * @param all at least one; exactly one where no step joins anything that others wait for
 * @param last what is joined when all segments are over
 */
public record Segments(List<Segment> all, List<Step> last) {

    /**
     * What a chunk does without waiting for the others.
     *
     * @param loss whether the loss and its gradient stand between forward and backward
     * @param joins what follows once for the whole batch
     */
    public record Segment(List<Step> forward, boolean loss, List<Step> backward, List<Step> joins) {

        public Segment {
            forward = List.copyOf(forward);
            backward = List.copyOf(backward);
            joins = List.copyOf(joins);
        }

        /** The steps of a chunk, but for the loss. */
        public List<Step> steps() {
            List<Step> steps = new ArrayList<>(forward);
            steps.addAll(backward);
            return List.copyOf(steps);
        }
    }

    public Segments {
        all = List.copyOf(all);
        last = List.copyOf(last);
    }

    /** Whether the chunks must all be kept until the end of the program. */
    public boolean several() {
        return all.size() > 1;
    }

    /** Cuts a program. */
    public static Segments of(Program program) {
        Cutter cutter = new Cutter();
        for (Step step : program.forward()) {
            cutter.add(step, cutter.forward);
        }
        cutter.addLoss();
        for (Step step : program.backward()) {
            cutter.add(step, cutter.backward);
        }
        cutter.close();
        return new Segments(cutter.all, cutter.last);
    }

    /** The steps of a chunk in each segment, the loss of {@code program} among them. */
    public List<List<Step>> steps(Program program) {
        List<List<Step>> segments = new ArrayList<>();
        for (Segment segment : all) {
            List<Step> steps = new ArrayList<>(segment.forward());
            if (segment.loss()) {
                steps.add(program.loss());
            }
            steps.addAll(segment.backward());
            segments.add(steps);
        }
        return segments;
    }

    /** Lists of steps between which the memory of a sample need not stay in the cache. */
    List<List<Step>> stepsOfSample(Program program) {
        return several() ? all.stream().map(Segment::steps).toList() : List.of(program.steps());
    }

    private static boolean isAwaited(Step join) {
        List<Argument> arguments = join.kernel().arguments();
        return IntStream.range(0, arguments.size())
                .anyMatch(
                        i ->
                                join.operands().get(i) instanceof Operand.Batchwise
                                        && arguments.get(i).access() == Argument.Access.WRITE);
    }

    private static final class Cutter {

        final List<Segment> all = new ArrayList<>();
        final List<Step> last = new ArrayList<>();
        final List<Step> forward = new ArrayList<>();
        final List<Step> backward = new ArrayList<>();
        private final List<Step> joins = new ArrayList<>();
        private boolean loss;

        void add(Step step, List<Step> direction) {
            if (!step.kernel().joins()) {
                closeJoined();
                direction.add(step);
            } else if (isAwaited(step)) {
                joins.add(step);
            } else {
                last.add(step);
            }
        }

        void addLoss() {
            closeJoined();
            loss = true;
        }

        private void closeJoined() {
            if (!joins.isEmpty()) {
                close();
            }
        }

        void close() {
            all.add(new Segment(forward, loss, backward, joins));
            forward.clear();
            backward.clear();
            joins.clear();
            loss = false;
        }
    }
}
