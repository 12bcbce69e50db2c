package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/** The gradient by one of several joined maps: its channels out of the gradient by the result. */
public record TakeChannels(int pixels, Place place) implements Kernel {

    @Override
    public String name() {
        return "take"
                + place.channels()
                + "From"
                + place.from()
                + "Of"
                + place.total()
                + (pixels == 1 ? "" : "Times" + pixels + "Pixels");
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Takes the channels "
                        + place.from()
                        + " to "
                        + (place.from() + place.channels() - 1)
                        + " out of "
                        + place.total()
                        + " of "
                        + pixels
                        + (pixels == 1 ? " pixel." : " pixels."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public Optional<Place> place(String argument) {
        return argument.equals("input") ? Optional.of(place) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument).map(p -> new TakeChannels(pixels, p.within(outer)));
    }
}
