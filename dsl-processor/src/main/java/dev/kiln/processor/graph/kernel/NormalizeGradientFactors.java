package dev.kiln.processor.graph.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link NormalizeInputGradient} multiplies with, three numbers for each channel: of the
 * gradient, added to it, and of the distance from the mean.
 *
 * @param affine whether there is a scale
 */
public record NormalizeGradientFactors(int pixels, int channels, float epsilon, boolean affine)
        implements Kernel {

    @Override
    public String name() {
        return "normalizeGradientFactors"
                + NormalizationNames.map(pixels, channels)
                + NormalizationNames.epsilon(epsilon)
                + (affine ? "" : "Bare");
    }

    @Override
    public List<String> comment() {
        return List.of(
                "What the gradient by the input of batch normalization of "
                        + channels
                        + " channels multiplies with.");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("variance"));
        if (affine) {
            arguments.add(Argument.read("scale"));
        }
        arguments.add(Argument.read("gradientSum"));
        arguments.add(Argument.read("productSum"));
        arguments.add(Argument.write("factors"));
        return List.copyOf(arguments);
    }

    @Override
    public boolean joins() {
        return true;
    }
}
