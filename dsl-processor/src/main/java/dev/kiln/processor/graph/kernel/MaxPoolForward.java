package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Optional;

/**
 * The largest number in each window of each channel; NaN if one is in it. Padding counts as minus
 * infinity.
 */
public record MaxPoolForward(Window window, ChannelSlice slice) implements Kernel {

    public MaxPoolForward(Window window) {
        this(window, ChannelSlice.whole(window.input().channels()));
    }

    @Override
    public String name() {
        return "maxPool" + PoolNames.suffix(window) + slice.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of("Maximum over windows " + PoolNames.words(window) + slice.words() + ".");
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
        return slice(argument).map(p -> new MaxPoolForward(window, p.within(outer)));
    }
}
