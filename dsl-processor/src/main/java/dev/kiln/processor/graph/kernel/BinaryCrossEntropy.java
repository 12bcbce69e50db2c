package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Cross-entropy of the sigmoid of each number with a target between 0 and 1, summed over the
 * numbers of a sample. The mean is over all samples and numbers.
 *
 * @param withGradient whether the gradient by the logits is written too; it may replace them
 */
public record BinaryCrossEntropy(int size, boolean withGradient) implements Kernel {

    @Override
    public String name() {
        return "binaryCrossEntropy" + (withGradient ? "AndGradient" : "") + size;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Binary cross-entropy of the sigmoid of logits, "
                        + size
                        + " numbers a sample"
                        + (withGradient ? "; also its gradient by the logits." : "."));
    }

    @Override
    public List<Argument> arguments() {
        return LossArguments.of(Argument.read("targets"), withGradient);
    }

    @Override
    public boolean inPlace() {
        return withGradient;
    }

    @Override
    public boolean divides() {
        return withGradient;
    }
}
