package dev.kiln.processor.graph.kernel;

import java.util.List;

/** Mean and biased variance of each channel over a batch, from what its chunks have gathered. */
public record JoinStatistics(int pixels, int channels) implements Kernel {

    @Override
    public String name() {
        return "joinStatistics" + NormalizationNames.map(pixels, channels);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Mean and biased variance of each of "
                        + channels
                        + " channels over the batch, from those of its chunks.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.readDoublesOfChunks("moments"),
                Argument.write("mean"),
                Argument.write("variance"));
    }

    @Override
    public boolean joins() {
        return true;
    }
}
