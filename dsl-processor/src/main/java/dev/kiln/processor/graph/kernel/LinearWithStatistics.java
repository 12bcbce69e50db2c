package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A convolution or a dense layer, and mean and variance of each channel of its result: those of a
 * sample are gathered when it has been written and is still in the cache.
 *
 * @param pixels of each sample of the result
 * @param channels of the result
 */
public record LinearWithStatistics(Kernel linear, int pixels, int channels) implements Kernel {

    @Override
    public String name() {
        return linear.name() + "WithStatistics";
    }

    @Override
    public List<String> comment() {
        List<String> lines = new ArrayList<>(linear.comment());
        lines.add("Also mean and biased variance of each channel of the result.");
        return List.copyOf(lines);
    }

    /** Those of the linear kernel, then what {@link BatchStatistics} writes, and sums. */
    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>(linear.arguments());
        arguments.add(Argument.write("mean"));
        arguments.add(Argument.write("variance"));
        arguments.add(Argument.writeDoubles("sums"));
        return List.copyOf(arguments);
    }

    @Override
    public int scratch() {
        return linear.scratch();
    }
}
