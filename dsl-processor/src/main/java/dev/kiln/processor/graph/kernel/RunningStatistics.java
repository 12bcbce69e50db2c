package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Moves running means and variances towards those of a batch, as PyTorch does: {@code running = (1
 * - momentum) * running + momentum * batch}, with the unbiased variance. A batch with one number a
 * channel has no such variance and leaves it alone.
 */
public record RunningStatistics(int pixels, int channels, float momentum) implements Kernel {

    @Override
    public String name() {
        return "runningStatistics"
                + NormalizationNames.map(pixels, channels)
                + NormalizationNames.momentum(momentum);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Moves the running mean and the running unbiased variance of "
                        + channels
                        + " channels by "
                        + momentum
                        + " towards the batch.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("mean"),
                Argument.read("variance"),
                Argument.update("runningMean"),
                Argument.update("runningVariance"));
    }

    @Override
    public boolean joins() {
        return true;
    }
}
