package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gradient by the input of batch normalisation, and by what was added behind it, in one sweep:
 * with g the gradient by what the activation was applied to, n the numbers of a channel and x the
 * normalised input, {@code scale / sqrt(variance + epsilon) * (g - sum(g) / n - x * sum(g x) / n)}.
 * Where mean and variance are running statistics, which do not depend on the input, only the first
 * term remains.
 *
 * @param affine whether there is a scale
 * @param addend whether the gradient by an addend, which is g, is written too
 * @param running whether mean and variance are constants
 */
public record NormalizeInputGradient(
        int pixels,
        int channels,
        float epsilon,
        boolean affine,
        boolean addend,
        boolean running,
        Activation activation,
        Place place)
        implements Kernel {

    public NormalizeInputGradient(
            int pixels,
            int channels,
            float epsilon,
            boolean affine,
            boolean addend,
            boolean running,
            Activation activation) {
        this(pixels, channels, epsilon, affine, addend, running, activation, Place.whole(channels));
    }

    @Override
    public String name() {
        return "normalizeInputGradient"
                + NormalizationNames.map(pixels, channels)
                + NormalizationNames.epsilon(epsilon)
                + (affine ? "" : "Bare")
                + (addend ? "Add" : "")
                + (running ? "Running" : "")
                + KernelNames.activation(activation)
                + place.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of batch normalisation of "
                        + channels
                        + " channels"
                        + (running ? " with running statistics" : "")
                        + (addend ? " and by the addend" : "")
                        + KernelNames.then(activation)
                        + place.words()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("outputGradient"));
        if (!activation.isNone()) {
            arguments.add(Argument.read("output"));
        }
        if (running) {
            arguments.add(Argument.read("variance"));
            if (affine) {
                arguments.add(Argument.read("scale"));
            }
        } else {
            arguments.add(Argument.read("input"));
            arguments.add(Argument.read("mean"));
            arguments.add(Argument.read("factors"));
        }
        arguments.add(Argument.write("inputGradient"));
        if (addend) {
            arguments.add(Argument.write("addendGradient"));
        }
        return List.copyOf(arguments);
    }

    /** One factor a channel where the statistics are constants. */
    @Override
    public int scratch() {
        return running ? channels : 0;
    }

    @Override
    public boolean inPlace() {
        return place.isWhole();
    }

    @Override
    public Optional<Place> place(String argument) {
        return argument.equals("output") || argument.equals("outputGradient")
                ? Optional.of(place)
                : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument)
                .map(
                        p ->
                                new NormalizeInputGradient(
                                        pixels,
                                        channels,
                                        epsilon,
                                        affine,
                                        addend,
                                        running,
                                        activation,
                                        p.within(outer)));
    }
}
