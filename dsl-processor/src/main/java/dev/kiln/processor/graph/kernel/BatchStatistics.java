package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Mean of each channel over all samples and pixels of a chunk, then for each channel the sum of
 * squared distances from it, in one pass: double sums of the distances from the channel's first
 * number and of their squares, so that a large mean does not swallow a small variance. {@link
 * JoinStatistics} makes mean and variance of the batch of them.
 */
public record BatchStatistics(int pixels, int channels) implements Kernel {

    @Override
    public String name() {
        return "batchStatistics" + NormalizationNames.map(pixels, channels);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Mean and sum of squared distances from it of each of "
                        + channels
                        + " channels over the samples"
                        + (pixels == 1 ? "." : " and their " + pixels + " pixels."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.writeDoubles("moments"));
    }
}
