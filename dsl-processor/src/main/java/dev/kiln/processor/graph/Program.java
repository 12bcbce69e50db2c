package dev.kiln.processor.graph;

import dev.kiln.processor.graph.kernel.ChannelSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Kernel calls of a network, in order: those of a forward pass, or of a step of training with the
 * loss between forward and backward pass.
 *
 * @param preparation what is made of parameters before the first sample goes through
 * @param steps what is done with each chunk of a batch
 * @param moved the tensors that have no memory of their own
 */
public record Program(List<Step> preparation, List<Step> steps, Map<Tensor, Channels> moved) {

    /** Channels of another tensor, which hold one that is moved. */
    public record Channels(Tensor whole, ChannelSlice slice) {}

    public Program {
        preparation = List.copyOf(preparation);
        steps = List.copyOf(steps);
        moved = Map.copyOf(moved);
    }

    /** A program without preparation, in which nothing is moved. */
    public static Program of(List<Step> steps) {
        return new Program(List.of(), steps, Map.of());
    }

    /** A program of training. */
    public static Program of(List<Step> forward, Step loss, List<Step> backward) {
        return of(Stream.of(forward, List.of(loss), backward).flatMap(List::stream).toList());
    }

    public Program withSteps(List<Step> changed) {
        return new Program(preparation, changed, moved);
    }

    /** From the input to the logits. */
    public List<Step> forward() {
        return steps.subList(0, lossAt());
    }

    /** The loss, and its gradient by the logits. */
    public Step loss() {
        return steps.get(lossAt());
    }

    /** From the gradient by the logits to those of the parameters (and of the input). */
    public List<Step> backward() {
        return steps.subList(Math.min(steps.size(), lossAt() + 1), steps.size());
    }

    /** Preparation, then steps. */
    public List<Step> all() {
        List<Step> all = new ArrayList<>(preparation);
        all.addAll(steps);
        return List.copyOf(all);
    }

    /** The place of the loss; behind the last step if there is none. */
    private int lossAt() {
        int at = 0;
        while (at < steps.size() && !steps.get(at).operands().contains(new Operand.Losses())) {
            at++;
        }
        return at;
    }
}
