package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * For each channel the gradients by shift and scale of batch normalization: the sum of g over the
 * batch, g being the gradient by what the activation was applied to, and that of g times the
 * normalized input.
 */
public record JoinGradientSums(int channels, float epsilon) implements Kernel {

    @Override
    public String name() {
        return "joinGradientSums" + channels + NormalizationNames.epsilon(epsilon);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradients by shift and scale of batch normalization of "
                        + channels
                        + " channels, from the sums of all chunks.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.readOfChunks("gradientSums"),
                Argument.readOfChunks("productSums"),
                Argument.read("variance"),
                Argument.write("gradientSum"),
                Argument.write("productSum"));
    }

    @Override
    public boolean joins() {
        return true;
    }
}
