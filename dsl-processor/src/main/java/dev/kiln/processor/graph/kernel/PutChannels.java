package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/** Copies a map into its channels of a wider one, of which others write the rest. */
public record PutChannels(int pixels, Place place) implements Kernel {

    @Override
    public String name() {
        return "put"
                + place.channels()
                + "At"
                + place.from()
                + "Of"
                + place.total()
                + (pixels == 1 ? "" : "Times" + pixels + "Pixels");
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Copies "
                        + place.channels()
                        + " channels of "
                        + pixels
                        + (pixels == 1 ? " pixel" : " pixels")
                        + " to the channels from "
                        + place.from()
                        + " of "
                        + place.total()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public Optional<Place> place(String argument) {
        return argument.equals("output") ? Optional.of(place) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument).map(p -> new PutChannels(pixels, p.within(outer)));
    }
}
