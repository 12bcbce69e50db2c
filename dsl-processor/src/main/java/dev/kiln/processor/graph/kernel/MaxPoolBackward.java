package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Window;
import java.util.List;
import java.util.Optional;

/**
 * Gives the gradient of each output to the first input, in row-major order of the window, that
 * equals it. It is found by comparing again: reading two activations costs less than storing and
 * reading an index.
 */
public record MaxPoolBackward(Window window, Place place) implements Kernel {

    public MaxPoolBackward(Window window) {
        this(window, Place.whole(window.input().channels()));
    }

    @Override
    public String name() {
        return "maxPoolGradient" + PoolNames.suffix(window) + place.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of the maximum over windows "
                        + PoolNames.words(window)
                        + place.words()
                        + ":",
                "the first maximum of a window gets all of it.");
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
    public Optional<Place> place(String argument) {
        return argument.equals("output") || argument.equals("outputGradient")
                ? Optional.of(place)
                : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, Place outer) {
        return place(argument).map(p -> new MaxPoolBackward(window, p.within(outer)));
    }
}
