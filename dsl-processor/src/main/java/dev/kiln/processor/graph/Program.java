package dev.kiln.processor.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The kernel calls of a network that is trained.
 *
 * @param forward from the input to the logits
 * @param loss the loss of the logits
 * @param lossWithGradient the loss, and its gradient by the logits
 * @param backward from the gradient by the logits to those of the parameters (and of the input)
 */
public record Program(List<Step> forward, Step loss, Step lossWithGradient, List<Step> backward) {

    public Program {
        forward = List.copyOf(forward);
        backward = List.copyOf(backward);
    }

    /** The steps of {@code lossWithGradients}, in order. */
    public List<Step> training() {
        List<Step> steps = new ArrayList<>(forward);
        steps.add(lossWithGradient);
        steps.addAll(backward);
        return List.copyOf(steps);
    }
}
