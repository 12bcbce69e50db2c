package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The gradient by what an element-wise activation was applied to: the gradient by its result times
 * the derivative, computed from the result where that is possible, so that nothing else need be
 * kept.
 */
public record ActivationBackward(Activation activation, int pixels, ChannelSlice slice)
        implements Kernel {

    /** On a map of its own. */
    public ActivationBackward(Activation activation, Shape shape) {
        this(activation, shape.pixels(), ChannelSlice.whole(shape.channels()));
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
                + NormalizationNames.map(pixels, slice.channels())
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of "
                        + ElementwiseNames.words(activation)
                        + ", "
                        + size()
                        + " numbers a sample"
                        + slice.words()
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
        return slice.isWhole();
    }

    /** Numbers of each sample. */
    public int size() {
        return pixels * slice.channels();
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        boolean givesWay =
                activation.differentiableFromOutput()
                        && (argument.equals("output") || argument.equals("outputGradient"));
        return givesWay ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(p -> new ActivationBackward(activation, pixels, p.within(outer)));
    }
}
