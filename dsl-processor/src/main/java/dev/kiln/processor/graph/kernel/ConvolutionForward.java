package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Cross-correlation with zero padding: each output is one chain of fused multiply-adds that starts
 * with the bias and goes over kernel row, input channel, kernel column.
 */
public record ConvolutionForward(
        Window window, int groups, int filters, boolean bias, Activation activation)
        implements Kernel {

    @Override
    public String name() {
        return "convolution"
                + KernelNames.window(window)
                + KernelNames.groups(groups)
                + "From"
                + window.input()
                + "To"
                + output()
                + (bias ? "" : "NoBias")
                + KernelNames.activation(activation);
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Convolution "
                        + window.kernel()
                        + ", stride "
                        + window.stride()
                        + ", dilation "
                        + window.dilation()
                        + ", padding "
                        + window.padding()
                        + (groups == 1 ? "" : ", " + groups + " groups")
                        + ": "
                        + window.input()
                        + " to "
                        + output()
                        + KernelNames.then(activation)
                        + ".");
    }

    @Override
    public List<Argument> arguments() {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(Argument.read("input"));
        arguments.add(Argument.read("weight"));
        if (bias) {
            arguments.add(Argument.read("bias"));
        }
        arguments.add(Argument.write("output"));
        return List.copyOf(arguments);
    }

    public Shape output() {
        return window.output(filters);
    }

    @Override
    public int scratch() {
        return Border.ofInput(window).scratch(window.input());
    }
}
