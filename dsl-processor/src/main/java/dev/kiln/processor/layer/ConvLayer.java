package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.GraphBuilder;
import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.Activation;
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
    public Tensor append(GraphBuilder graph, Tensor input) {
        String layer = site.path();
        if (!groupsDivide(graph, input.shape()) || !input.shape().known()) {
            return unknown(graph);
        }
        Padding zeros = padding.resolve(kernel, dilation);
        Window window = new Window(input.shape(), kernel, stride, dilation, zeros);
        if (!WindowCheck.passes(graph, site, "kernel", window)) {
            return unknown(graph);
        }
        Shape shape = window.output(filters);
        double weights =
                (double) kernel.rows()
                        * kernel.columns()
                        * input.shape().channels()
                        / groups
                        * filters;
        if (!SizeCheck.passes(graph, layer, site.at("filters"), shape, weights)) {
            return unknown(graph);
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
        graph.add(convolution);
        graph.trace(layer, shape, convolution.describe());
        return Activations.append(graph, layer, linear, activation);
    }

    private Tensor unknown(GraphBuilder graph) {
        graph.trace(site.path(), Shape.UNKNOWN, "conv " + kernel + ", " + filters + " filters");
        return new Tensor(site.path(), Shape.UNKNOWN);
    }

    private boolean groupsDivide(GraphBuilder graph, Shape input) {
        if (filters % groups != 0) {
            graph.report(
                    Code.GROUPS,
                    site.at("groups"),
                    site.path()
                            + ": "
                            + filters
                            + " filters can't be divided into "
                            + groups
                            + " groups");
            return false;
        }
        if (input.known() && input.channels() % groups != 0) {
            graph.report(
                    Code.GROUPS,
                    site.at("groups"),
                    site.path()
                            + ": the "
                            + input.channels()
                            + " channels of its input "
                            + input
                            + " can't be divided into "
                            + groups
                            + " groups");
            return false;
        }
        return true;
    }
}
