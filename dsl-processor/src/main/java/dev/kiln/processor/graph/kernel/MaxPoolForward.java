package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Window;
import java.util.List;

/**
 * The largest number in each window of each channel; NaN if one is in it. Padding counts as minus
 * infinity.
 */
public record MaxPoolForward(Window window) implements Kernel {

    @Override
    public String name() {
        return "maxPool" + PoolNames.suffix(window);
    }

    @Override
    public List<String> comment() {
        return List.of("Maximum over windows " + PoolNames.words(window) + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }
}
