package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The gradient by the input of softmax: {@code y * (g - sum(g * y))} along the channels of each
 * pixel.
 */
public record SoftmaxBackward(int pixels, int channels) implements Kernel {

    @Override
    public String name() {
        return "softmaxGradient" + (pixels == 1 ? "" : pixels + "Pixels") + channels;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of softmax over "
                        + channels
                        + " channels, "
                        + DenseShapes.rows(pixels)
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("outputGradient"),
                Argument.read("output"),
                Argument.write("inputGradient"));
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
