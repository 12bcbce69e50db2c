package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The gradient by what an element-wise activation was applied to: the gradient by its result times
 * the derivative, computed from the result where that is possible, so that nothing else need be
 * kept.
 */
public record ActivationBackward(Activation activation, int pixels, Place place) implements Kernel {

    /** On a map of its own. */
    public ActivationBackward(Activation activation, Shape shape) {
        this(activation, shape.pixels(), Place.whole(shape.channels()));
    }

    public ActivationBackward {
        if (!activation.isElementwise()) {
            throw new IllegalArgumentException(activation + " is not element-wise");
        }
    }

    @Override
    public String name() {
        return ElementwiseNames.method(activation)
                + "GradientOf"
                + NormalizationNames.map(pixels, place.channels())
                + place.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of "
                        + ElementwiseNames.words(activation)
                        + ", "
                        + size()
                        + " numbers a sample"
                        + place.words()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("outputGradient"),
                Argument.read(activation.differentiableFromOutput() ? "output" : "input"),
                Argument.write("inputGradient"));
    }

    @Override
    public boolean inPlace() {
        return place.isWhole();
    }

    /** Numbers of each sample. */
    public int size() {
        return pixels * place.channels();
    }

    @Override
    public Optional<Place> place(String argument) {
        boolean givesWay =
                activation.differentiableFromOutput()
                        && (argument.equals("output") || argument.equals("outputGradient"));
        return givesWay ? Optional.of(place) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument)
                .map(p -> new ActivationBackward(activation, pixels, p.within(outer)));
    }
}
