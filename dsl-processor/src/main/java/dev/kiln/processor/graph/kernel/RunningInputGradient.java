package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gradient by the input of batch normalization with running statistics, which do not depend on
 * the input, and by what was added behind it, in one sweep: with g the gradient by what the
 * activation was applied to, {@code scale / sqrt(variance + epsilon) * g}.
 *
 * @param affine whether there is a scale
 * @param addend whether the gradient by an addend, which is g, is written too
 */
public record RunningInputGradient(
        int pixels,
        int channels,
        float epsilon,
        boolean affine,
        boolean addend,
        Activation activation,
        ChannelSlice slice)
        implements Kernel {

    public RunningInputGradient(
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
        return "runningInputGradient"
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
                "Gradient by the input of batch normalization of "
                        + channels
                        + " channels with running statistics"
                        + (addend ? " and by the addend" : "")
                        + KernelNames.then(activation)
                        + slice.words()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("outputGradient"));
        if (!activation.isNone()) {
            arguments.add(Argument.read("output"));
        }
        arguments.add(Argument.read("variance"));
        if (affine) {
            arguments.add(Argument.read("scale"));
        }
        arguments.add(Argument.write("inputGradient"));
        if (addend) {
            arguments.add(Argument.write("addendGradient"));
        }
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
        return argument.equals("output") || argument.equals("outputGradient")
                ? Optional.of(slice)
                : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(
                        p ->
                                new RunningInputGradient(
                                        pixels,
                                        channels,
                                        epsilon,
                                        affine,
                                        addend,
                                        activation,
                                        p.within(outer)));
    }
}
