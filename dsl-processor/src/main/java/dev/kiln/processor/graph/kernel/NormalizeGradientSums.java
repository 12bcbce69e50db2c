package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * For each channel the sum of g and the sum of g times the distance of the input from its mean, g
 * being the gradient by what the activation was applied to. {@link JoinGradientSums} adds up those
 * of all chunks.
 *
 * @param keeps whether g is written too: whoever needs it later then reads neither the output nor
 *     computes it again
 */
public record NormalizeGradientSums(
        int pixels, int channels, Activation activation, boolean keeps, ChannelSlice slice)
        implements Kernel {

    public NormalizeGradientSums(int pixels, int channels, Activation activation, boolean keeps) {
        this(pixels, channels, activation, keeps, ChannelSlice.whole(channels));
    }

    @Override
    public String name() {
        return "normalizeGradientSums"
                + NormalizationNames.map(pixels, channels)
                + KernelNames.activation(activation)
                + (keeps ? "Kept" : "")
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Sums for the gradients by shift and scale of batch normalization of "
                        + channels
                        + " channels"
                        + KernelNames.then(activation)
                        + slice.words()
                        + (keeps ? "; keeps the gradient in front of the activation." : "."));
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("outputGradient"));
        if (!activation.isNone()) {
            arguments.add(Argument.read("output"));
        }
        arguments.add(Argument.read("input"));
        arguments.add(Argument.read("mean"));
        if (keeps) {
            arguments.add(Argument.write("gradient"));
        }
        arguments.add(Argument.write("gradientSum"));
        arguments.add(Argument.write("productSum"));
        return List.copyOf(arguments);
    }

    @Override
    public boolean inPlace() {
        return keeps && slice.isWhole();
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("output") || argument.equals("outputGradient")
                ? Optional.of(slice)
                : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(
                        p ->
                                new NormalizeGradientSums(
                                        pixels, channels, activation, keeps, p.within(outer)));
    }
}
