package dev.kiln.processor.graph.kernel;

import java.util.List;

/** The gradient by one of several joined maps: its channels out of the gradient by the result. */
public record TakeChannels(int pixels, int total, int from, int channels) implements Kernel {

    @Override
    public String name() {
        return "take"
                + channels
                + "From"
                + from
                + "Of"
                + total
                + (pixels == 1 ? "" : "Times" + pixels + "Pixels");
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Takes the channels "
                        + from
                        + " to "
                        + (from + channels - 1)
                        + " out of "
                        + total
                        + " of "
                        + pixels
                        + (pixels == 1 ? " pixel." : " pixels."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }
}
