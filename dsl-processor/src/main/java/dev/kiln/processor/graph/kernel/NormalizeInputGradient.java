package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The gradient by the input of batch normalization, with g that by its output, n the numbers of a
 * channel and x the normalized input: {@code scale / sqrt(variance + epsilon) * (g - sum(g) / n - x
 * * sum(g x) / n)}. {@link NormalizeGradientFactors} makes three numbers a channel of the
 * constants.
 */
public record NormalizeInputGradient(int pixels, int channels, Place place) implements Kernel {

    public NormalizeInputGradient(int pixels, int channels) {
        this(pixels, channels, Place.whole(channels));
    }

    @Override
    public String name() {
        return "normalizeInputGradient" + NormalizationNames.map(pixels, channels) + place.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of batch normalization of "
                        + channels
                        + " channels"
                        + place.words()
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
        return place.isWhole();
    }

    @Override
    public Optional<Place> place(String argument) {
        return argument.equals("outputGradient") ? Optional.of(place) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument)
                .map(p -> new NormalizeInputGradient(pixels, channels, p.within(outer)));
    }
}
