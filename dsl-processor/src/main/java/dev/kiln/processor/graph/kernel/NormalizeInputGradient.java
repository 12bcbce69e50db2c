package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The gradient by the input of batch normalization, with g that by its output, n the numbers of a
 * channel and x the normalized input: {@code scale / sqrt(variance + epsilon) * (g - sum(g) / n - x
 * * sum(g x) / n)}. {@link NormalizeGradientFactors} makes three numbers a channel of the
 * constants.
 */
public record NormalizeInputGradient(int pixels, int channels, ChannelSlice slice)
        implements Kernel {

    public NormalizeInputGradient(int pixels, int channels) {
        this(pixels, channels, ChannelSlice.whole(channels));
    }

    @Override
    public String name() {
        return "normalizeInputGradient" + NormalizationNames.map(pixels, channels) + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of batch normalization of "
                        + channels
                        + " channels"
                        + slice.words()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("outputGradient"),
                Argument.read("input"),
                Argument.read("mean"),
                Argument.read("factors"),
                Argument.write("inputGradient"));
    }

    @Override
    public boolean inPlace() {
        return slice.isWhole();
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("outputGradient") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(p -> new NormalizeInputGradient(pixels, channels, p.within(outer)));
    }
}
