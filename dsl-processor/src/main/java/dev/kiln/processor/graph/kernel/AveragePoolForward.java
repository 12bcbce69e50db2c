package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Window;
import java.util.List;

/**
 * The mean of each window of each channel: one sum in row-major order, then a division.
 *
 * @param countPadding whether padding counts, as zeros, so that every divisor is the size of the
 *     window; always false where there is none
 */
public record AveragePoolForward(Window window, boolean countPadding) implements Kernel {

    public AveragePoolForward {
        countPadding &= !window.padding().isNone();
    }

    @Override
    public String name() {
        return "averagePool" + (countPadding ? "CountingPadding" : "") + PoolNames.suffix(window);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Mean over windows "
                        + PoolNames.words(window)
                        + (countPadding ? ", padding counts." : "."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }
}
