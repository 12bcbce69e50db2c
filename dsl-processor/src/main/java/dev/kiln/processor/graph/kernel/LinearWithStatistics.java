package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A convolution or a dense layer, and what {@link BatchStatistics} finds of each channel of its
 * result: that of a sample is gathered when it has been written and is still in the cache.
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
        lines.add("Also mean and sum of squared distances from it of each channel of the result.");
        return List.copyOf(lines);
    }

    /** Those of the linear kernel, then what {@link BatchStatistics} writes. */
    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>(linear.arguments());
        arguments.add(Argument.writeDoubles("moments"));
        return List.copyOf(arguments);
    }

    @Override
    public Optional<Preparation> preparation(String argument) {
        return linear.preparation(argument);
    }

    @Override
    public int scratch() {
        return linear.scratch();
    }
}
