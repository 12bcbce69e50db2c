package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The square of the distance to the target, without a factor of one half, summed over the numbers
 * of a sample. The mean is over all samples and numbers.
 *
 * @param withGradient whether the gradient by the logits is written too; it may replace them
 */
public record MeanSquaredError(int size, boolean withGradient) implements Kernel {

    @Override
    public String name() {
        return "meanSquaredError" + (withGradient ? "AndGradient" : "") + size;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Squared error, "
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
