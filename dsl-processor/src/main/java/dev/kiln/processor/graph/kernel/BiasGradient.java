package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * Adds the sum of the output gradient over all pixels to each channel's bias gradient: one chain
 * each, pixels in order.
 */
public record BiasGradient(int pixels, int channels) implements Kernel {

    @Override
    public String name() {
        return "biasGradient" + (pixels == 1 ? "" : pixels + "Pixels") + channels;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient of the loss by a bias: adds to each of "
                        + channels
                        + " channels its sum over the samples"
                        + (pixels == 1 ? "." : " and their " + pixels + " pixels."));
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("outputGradient"), Argument.update("biasGradient"));
    }

    @Override
    public boolean sumsApart() {
        return pixels > 1;
    }
}
