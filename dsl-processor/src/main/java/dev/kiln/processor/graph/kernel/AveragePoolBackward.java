package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Optional;

/**
 * Gives every input of a window the same share of the output's gradient.
 *
 * @param countPadding whether padding has its share too; always false where there is none
 */
public record AveragePoolBackward(Window window, boolean countPadding, ChannelSlice slice)
        implements Kernel {

    public AveragePoolBackward(Window window, boolean countPadding) {
        this(window, countPadding, ChannelSlice.whole(window.input().channels()));
    }

    public AveragePoolBackward {
        countPadding &= !window.padding().isNone();
    }

    @Override
    public String name() {
        return "averagePoolGradient"
                + (countPadding ? "CountingPadding" : "")
                + PoolNames.suffix(window)
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of the mean over windows "
                        + PoolNames.words(window)
                        + slice.words()
                        + (countPadding ? ", padding counts." : "."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("outputGradient"), Argument.write("inputGradient"));
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("outputGradient") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(p -> new AveragePoolBackward(window, countPadding, p.within(outer)));
    }
}
