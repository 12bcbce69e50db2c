package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cross-correlation with zero padding: each output is one chain of fused multiply-adds that starts
 * with the bias and goes over kernel row, input channel, kernel column.
 */
public record ConvolutionForward(
        Window window,
        int groups,
        int filters,
        boolean bias,
        Activation activation,
        ChannelSlice slice)
        implements Kernel {

    public ConvolutionForward(
            Window window, int groups, int filters, boolean bias, Activation activation) {
        this(window, groups, filters, bias, activation, ChannelSlice.whole(filters));
    }

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
                + KernelNames.activation(activation)
                + slice.suffix();
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
                        + slice.words()
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

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return argument.equals("output") ? Optional.of(slice) : Optional.empty();
    }

    @Override
    public Optional<Kernel> placed(String argument, ChannelSlice outer) {
        return slice(argument)
                .map(
                        p ->
                                new ConvolutionForward(
                                        window,
                                        groups,
                                        filters,
                                        bias,
                                        activation,
                                        p.within(outer)));
    }
}
