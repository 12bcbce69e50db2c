package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Optional;

/**
 * The mean of each window of each channel: one sum in row-major order, then a division.
 *
 * @param countPadding whether padding counts, as zeros, so that every divisor is the size of the
 *     window; always false where there is none
 */
public record AveragePoolForward(Window window, boolean countPadding, ChannelSlice slice)
        implements Kernel {

    public AveragePoolForward(Window window, boolean countPadding) {
        this(window, countPadding, ChannelSlice.whole(window.input().channels()));
    }

    public AveragePoolForward {
        countPadding &= !window.padding().isNone();
    }

    @Override
    public String name() {
        return "averagePool"
                + (countPadding ? "CountingPadding" : "")
                + PoolNames.suffix(window)
                + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Mean over windows "
                        + PoolNames.words(window)
                        + slice.words()
                        + (countPadding ? ", padding counts." : "."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("output") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(p -> new AveragePoolForward(window, countPadding, p.within(outer)));
    }
}
