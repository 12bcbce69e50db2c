package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Window;
import java.util.List;

/**
 * Gives every input of a window the same share of the output's gradient.
 *
 * @param countPadding whether padding has its share too; always false where there is none
 */
public record AveragePoolBackward(Window window, boolean countPadding) implements Kernel {

    public AveragePoolBackward {
        countPadding &= !window.padding().isNone();
    }

    @Override
    public String name() {
        return "averagePoolGradient"
                + (countPadding ? "CountingPadding" : "")
                + PoolNames.suffix(window);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of the mean over windows "
                        + PoolNames.words(window)
                        + (countPadding ? ", padding counts." : "."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("outputGradient"), Argument.write("inputGradient"));
    }
}
