package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Optional;

/**
 * The largest number in each window of each channel; NaN if one is in it. Padding counts as minus
 * infinity.
 */
public record MaxPoolForward(Window window, Place place) implements Kernel {

    public MaxPoolForward(Window window) {
        this(window, Place.whole(window.input().channels()));
    }

    @Override
    public String name() {
        return "maxPool" + PoolNames.suffix(window) + place.suffix();
    }

    @Override
    public List<String> comment() {
        return List.of("Maximum over windows " + PoolNames.words(window) + place.words() + ".");
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
        return place(argument).map(p -> new MaxPoolForward(window, p.within(outer)));
    }
}
