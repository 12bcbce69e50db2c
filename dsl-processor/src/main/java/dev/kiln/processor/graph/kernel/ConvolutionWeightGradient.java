package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;

/**
 * Derivative of the loss by the weights of a convolution, added to what is there: each is one chain
 * of fused multiply-adds over samples, rows and columns of the output.
 */
public record ConvolutionWeightGradient(Window window, int groups, int filters) implements Kernel {

    @Override
    public String name() {
        return "convolution"
                + KernelNames.window(window)
                + KernelNames.groups(groups)
                + "WeightGradientFrom"
                + window.input()
                + "To"
                + output();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient of the loss by the "
                        + window.kernel()
                        + " weights of a convolution from "
                        + window.input()
                        + " to "
                        + output()
                        + ", added to what is there.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("input"),
                Argument.read("outputGradient"),
                Argument.update("weightGradient"));
    }

    @Override
    public boolean sumsApart() {
        return output().pixels() > 1;
    }

    public Shape output() {
        return window.output(filters);
    }

    @Override
    public int scratch() {
        return Border.ofInput(window).scratch(window.input());
    }
}
