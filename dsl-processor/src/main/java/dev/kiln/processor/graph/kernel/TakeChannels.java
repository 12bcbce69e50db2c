package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/** The gradient by one of several joined maps: its channels out of the gradient by the result. */
public record TakeChannels(int pixels, ChannelSlice slice) implements Kernel {

    @Override
    public String name() {
        return "take"
                + slice.channels()
                + "From"
                + slice.from()
                + "Of"
                + slice.total()
                + (pixels == 1 ? "" : "Times" + pixels + "Pixels");
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Takes the channels "
                        + slice.from()
                        + " to "
                        + (slice.from() + slice.channels() - 1)
                        + " out of "
                        + slice.total()
                        + " of "
                        + pixels
                        + (pixels == 1 ? " pixel." : " pixels."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("input") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument).map(p -> new TakeChannels(pixels, p.within(outer)));
    }
}
