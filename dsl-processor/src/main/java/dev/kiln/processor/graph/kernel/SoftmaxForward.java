package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Softmax along the channels of each pixel; the maximum is subtracted first, so nothing overflows.
 */
public record SoftmaxForward(int pixels, int channels) implements Kernel {

    @Override
    public String name() {
        return "softmax" + (pixels == 1 ? "" : pixels + "Pixels") + channels;
    }

    @Override
    public List<String> comment() {
        return List.of("Softmax over " + channels + " channels, " + DenseShapes.rows(pixels) + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
