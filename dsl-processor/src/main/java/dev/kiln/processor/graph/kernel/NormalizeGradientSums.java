package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * For each channel the sum of g and the sum of g times the normalised input, g being the gradient
 * by what the activation was applied to: the gradients by shift and scale, and what the gradient by
 * the input needs.
 */
public record NormalizeGradientSums(int pixels, int channels, float epsilon, Activation activation)
        implements Kernel {

    @Override
    public String name() {
        return "normalizeGradientSums"
                + NormalizationNames.map(pixels, channels)
                + NormalizationNames.epsilon(epsilon)
                + KernelNames.activation(activation);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradients by shift and scale of batch normalisation of "
                        + channels
                        + " channels"
                        + KernelNames.then(activation)
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("outputGradient"));
        if (!activation.isNone()) {
            arguments.add(Argument.read("output"));
        }
        arguments.add(Argument.read("input"));
        arguments.add(Argument.read("mean"));
        arguments.add(Argument.read("variance"));
        arguments.add(Argument.write("gradientSum"));
        arguments.add(Argument.write("productSum"));
        return List.copyOf(arguments);
    }
}
