package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code activation((x - mean) / sqrt(variance + epsilon) * scale + shift + addend)} for each
 * channel: batch normalization (Ioffe and Szegedy 2015), the residual addition behind it and the
 * activation behind that in one sweep.
 *
 * @param affine whether there are scale and shift
 * @param addend whether something is added before the activation
 */
public record Normalize(
        int pixels,
        int channels,
        float epsilon,
        boolean affine,
        boolean addend,
        Activation activation,
        ChannelSlice slice)
        implements Kernel {

    public Normalize(
            int pixels,
            int channels,
            float epsilon,
            boolean affine,
            boolean addend,
            Activation activation) {
        this(pixels, channels, epsilon, affine, addend, activation, ChannelSlice.whole(channels));
    }

    @Override
    public String name() {
        return "normalize"
                + NormalizationNames.map(pixels, channels)
                + NormalizationNames.epsilon(epsilon)
                + (affine ? "" : "Bare")
                + (addend ? "Add" : "")
                + KernelNames.activation(activation)
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Batch normalization of "
                        + channels
                        + " channels"
                        + (affine ? "" : " without scale and shift")
                        + (addend ? ", plus the addend" : "")
                        + KernelNames.then(activation)
                        + slice.words()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("input"));
        arguments.add(Argument.read("mean"));
        arguments.add(Argument.read("variance"));
        if (affine) {
            arguments.add(Argument.read("scale"));
            arguments.add(Argument.read("shift"));
        }
        if (addend) {
            arguments.add(Argument.read("addend"));
        }
        arguments.add(Argument.write("output"));
        return List.copyOf(arguments);
    }

    /** One factor a channel. */
    @Override
    public int scratch() {
        return channels;
    }

    @Override
    public boolean inPlace() {
        return slice.isWhole();
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("output") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(
                        p ->
                                new Normalize(
                                        pixels,
                                        channels,
                                        epsilon,
                                        affine,
                                        addend,
                                        activation,
                                        p.within(outer)));
    }
}
