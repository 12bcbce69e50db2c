package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/** Copies a map into its channels of a wider one, of which others write the rest. */
public record PutChannels(int pixels, ChannelSlice slice) implements Kernel {

    @Override
    public String name() {
        return "put"
                + slice.channels()
                + "At"
                + slice.from()
                + "Of"
                + slice.total()
                + (pixels == 1 ? "" : "Times" + pixels + "Pixels");
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Copies "
                        + slice.channels()
                        + " channels of "
                        + pixels
                        + (pixels == 1 ? " pixel" : " pixels")
                        + " to the channels from "
                        + slice.from()
                        + " of "
                        + slice.total()
                        + ".");
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
        return slice(argument).map(p -> new PutChannels(pixels, p.within(outer)));
    }
}
