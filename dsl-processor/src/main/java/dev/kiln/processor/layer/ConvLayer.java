package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;
import java.util.Optional;

/** {@code @Conv} as it was written. */
public record ConvLayer(
        Site site,
        int filters,
        Pair kernel,
        Pair stride,
        PaddingRule padding,
        Pair dilation,
        int groups,
        boolean bias,
        Activation activation)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        if (!groupsDivide(network, input.shape()) || !input.shape().known()) {
            return unknown(network);
        }
        Padding zeros = padding.resolve(kernel, dilation);
        Window window = new Window(input.shape(), kernel, stride, dilation, zeros);
        if (!WindowCheck.passes(network, site, "kernel", window, this::withKernel)) {
            return unknown(network);
        }
        Shape shape = window.output(filters);
        double weights =
                (double) kernel.rows()
                        * kernel.columns()
                        * input.shape().channels()
                        / groups
                        * filters;
        if (!SizeCheck.passes(network, layer, site.at("filters"), shape, weights)) {
            return unknown(network);
        }
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Convolution(
                                filters, input.shape().channels() / groups, kernel),
                        Activations.initializer(activation));
        Optional<Parameter> biases =
                bias ? Optional.of(Parameter.bias(layer, filters)) : Optional.empty();
        Tensor linear = new Tensor(Activations.linearName(layer, activation), shape);
        Convolution convolution =
                new Convolution(
                        layer, input, linear, window, groups, weight, biases, Activation.NONE);
        network.add(convolution);
        network.trace(layer, shape, convolution.describe());
        return Activations.append(network, layer, linear, activation);
    }

    private Tensor unknown(NetworkBuilder network) {
        network.trace(site.path(), Shape.UNKNOWN, "conv " + kernel + ", " + filters + " filters");
        return new Tensor(site.path(), Shape.UNKNOWN);
    }

    private ConvLayer withKernel(int size) {
        Pair square = new Pair(size, size);
        return new ConvLayer(
                site, filters, square, stride, padding, dilation, groups, bias, activation);
    }

    private ConvLayer withGroups(int other) {
        return new ConvLayer(
                site, filters, kernel, stride, padding, dilation, other, bias, activation);
    }

    private boolean groupsDivide(NetworkBuilder network, Shape input) {
        String problem = "";
        if (filters % groups != 0) {
            problem = filters + " filters can't be divided into " + groups + " groups";
        } else if (input.known() && input.channels() % groups != 0) {
            problem =
                    "the "
                            + input.channels()
                            + " channels of its input "
                            + input
                            + " can't be divided into "
                            + groups
                            + " groups";
        }
        if (problem.isEmpty()) {
            return true;
        }
        int common = divisor(filters, input.known() ? input.channels() : filters);
        network.report(
                Code.GROUPS,
                site.at("groups"),
                site.path() + ": " + problem,
                List.of(
                        new NetworkBuilder.Fix(
                                "groups = " + common + "    divides both filters and channels",
                                withGroups(common))));
        return false;
    }

    /** The largest number of groups, not above what was written, that divides both. */
    private int divisor(int a, int b) {
        int best = 1;
        for (int g = 2; g <= Math.min(groups, a); g++) {
            if (a % g == 0 && b % g == 0) {
                best = g;
            }
        }
        return best;
    }
}
