package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Optional;

/**
 * Gives the gradient of each output to the first input, in row-major order of the window, that
 * equals it. It is found by comparing again: reading two activations costs less than storing and
 * reading an index.
 *
 * @param activation ReLU where the input is what it gave, and the gradient is by what it was
 *     applied to: nothing passes where the maximum is 0, because then every input in the window
 *     that equals it is 0 too
 */
public record MaxPoolBackward(Window window, Activation activation, ChannelSlice slice)
        implements Kernel {

    public MaxPoolBackward(Window window) {
        this(window, Activation.NONE, ChannelSlice.whole(window.input().channels()));
    }

    public MaxPoolBackward {
        if (!activation.isNone() && activation.kind() != Activation.Kind.RELU) {
            throw new IllegalArgumentException(
                    "the derivative of " + activation + " is more than a mask");
        }
    }

    /** The same, behind a ReLU. */
    public MaxPoolBackward behind(Activation relu) {
        return new MaxPoolBackward(window, relu, slice);
    }

    @Override
    public String name() {
        return "maxPoolGradient"
                + KernelNames.activation(activation)
                + PoolNames.suffix(window)
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of the maximum over windows "
                        + PoolNames.words(window)
                        + slice.words()
                        + ":",
                "the first maximum of a window gets all of it"
                        + (activation.isNone() ? "." : ", unless a ReLU in front made it 0."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("input"),
                Argument.read("output"),
                Argument.read("outputGradient"),
                Argument.write("inputGradient"));
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("output") || argument.equals("outputGradient")
                ? Optional.of(slice)
                : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument).map(p -> new MaxPoolBackward(window, activation, p.within(outer)));
    }
}
