package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Window;
import java.util.List;

/**
 * Gives the gradient of each output to the first input, in row-major order of the window, that
 * equals it. It is found by comparing again: reading two activations costs less than storing and
 * reading an index.
 */
public record MaxPoolBackward(Window window) implements Kernel {

    @Override
    public String name() {
        return "maxPoolGradient" + PoolNames.suffix(window);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of the maximum over windows "
                        + PoolNames.words(window)
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
}
