package dev.kiln.processor.layer;

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
        Shape in = input.shape();
        String description = "conv " + kernel + ", " + filters + " filters";
        Optional<Problem> problem = GroupCheck.problem(this, in);
        if (problem.isPresent()) {
            return network.fail(site, description, problem.get());
        }
        if (!in.known()) {
            network.trace(site, Shape.UNKNOWN, description);
            return new Tensor(layer, Shape.UNKNOWN);
        }
        Padding zeros = padding.resolve(kernel, dilation);
        Window window = new Window(in, kernel, stride, dilation, zeros);
        if (!window.fits()) {
            return network.fail(site, description, excess(window));
        }
        Shape shape = window.output(filters);
        double weights =
                (double) kernel.rows() * kernel.columns() * in.channels() / groups * filters;
        problem = SizeCheck.problem(site, "filters", shape, weights);
        if (problem.isPresent()) {
            return network.fail(site, description, problem.get());
        }
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Convolution(filters, in.channels() / groups, kernel),
                        Activations.initializer(network.effective(activation)));
        Optional<Parameter> biases =
                bias ? Optional.of(Parameter.bias(layer, filters)) : Optional.empty();
        Tensor linear = new Tensor(Activations.linearName(layer, activation), shape);
        Convolution convolution =
                new Convolution(
                        layer, input, linear, window, groups, weight, biases, Activation.NONE);
        network.add(convolution);
        network.trace(site, shape, convolution.describe());
        WindowCheck.warnings(site, window).forEach(network::report);
        return Activations.append(network, layer, linear, activation);
    }

    private Problem excess(Window window) {
        Pair largest = WindowCheck.largest(window);
        return WindowCheck.excess(site, "kernel", window)
                .mendedBy(
                        model ->
                                WindowFixes.of(
                                        model,
                                        site,
                                        List.of(
                                                Fix.of(
                                                        withKernel(largest),
                                                        "kernel",
                                                        largest.written()),
                                                Fix.of(
                                                        withPadding(new PaddingRule.Same()),
                                                        "padding",
                                                        "SAME"))));
    }

    private ConvLayer withKernel(Pair size) {
        return new ConvLayer(
                site, filters, size, stride, padding, dilation, groups, bias, activation);
    }

    private ConvLayer withPadding(PaddingRule rule) {
        return new ConvLayer(
                site, filters, kernel, stride, rule, dilation, groups, bias, activation);
    }

    ConvLayer withGroups(int number) {
        return new ConvLayer(
                site, filters, kernel, stride, padding, dilation, number, bias, activation);
    }

    @Override
    public Optional<Fix> withoutStride() {
        return stride.equals(Pair.ONE)
                ? Optional.empty()
                : Optional.of(
                        Fix.of(
                                new ConvLayer(
                                        site,
                                        filters,
                                        kernel,
                                        Pair.ONE,
                                        padding,
                                        dilation,
                                        groups,
                                        bias,
                                        activation),
                                "stride",
                                1));
    }

    @Override
    public Optional<Fix> withChannels(int channels) {
        return Optional.of(
                Fix.of(
                        new ConvLayer(
                                site,
                                channels,
                                kernel,
                                stride,
                                padding,
                                dilation,
                                groups,
                                bias,
                                activation),
                        "filters",
                        channels));
    }

    @Override
    public Optional<Fix> withActivation(Activation.Kind kind) {
        return Optional.of(
                Fix.of(
                        new ConvLayer(
                                site,
                                filters,
                                kernel,
                                stride,
                                padding,
                                dilation,
                                groups,
                                bias,
                                new Activation(kind, 0)),
                        "activation",
                        kind));
    }
}
