package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;

/**
 * Derivative of the loss by the input of a convolution: each is one chain of fused multiply-adds
 * over the kernel rows that saw the pixel, the filters, and the kernel columns that saw it.
 */
public record ConvolutionInputGradient(Window window, int groups, int filters) implements Kernel {

    @Override
    public String name() {
        return "convolution"
                + KernelNames.window(window)
                + KernelNames.groups(groups)
                + "InputGradientFrom"
                + window.input()
                + "To"
                + output();
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient of the loss by the "
                        + window.input()
                        + " input of a convolution "
                        + window.kernel()
                        + " to "
                        + output()
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("outputGradient"),
                Argument.read("weight"),
                Argument.write("inputGradient"));
    }

    public Shape output() {
        return window.output(filters);
    }

    @Override
    public int scratch() {
        return Border.ofOutputGradient(window).scratch(output());
    }
}
