package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.layer.attribute.Amount;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.layer.attribute.PaddingRule;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.ConvolutionOp;
import dev.kiln.processor.operation.Descriptions;
import java.util.List;
import java.util.Optional;

/** {@code @Conv} as it was written. */
public record ConvLayer(
        Site site,
        Amount filters,
        Pair kernel,
        Pair stride,
        PaddingRule padding,
        Pair dilation,
        Amount groups,
        boolean bias,
        Activation activation,
        Techniques techniques)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        Shape in = input.shape();
        String description = "conv " + kernel + ", " + filters + " filters";
        boolean open = filters.dependsOnInput() || groups.dependsOnInput();
        if (!in.known() && open) {
            network.trace(site, in, Shape.UNKNOWN, description);
            return new Tensor(layer, Shape.UNKNOWN);
        }
        Optional<Problem> problem =
                AmountCheck.problem(site, "filters", filters, in)
                        .or(() -> AmountCheck.problem(site, "groups", groups, in))
                        .or(() -> GroupCheck.problem(this, in));
        if (problem.isPresent()) {
            return network.fail(site, in, description, problem.get());
        }
        if (!in.known()) {
            network.trace(site, in, Shape.UNKNOWN, description);
            return new Tensor(layer, Shape.UNKNOWN);
        }
        int outputs = filters.value(in.channels());
        int parts = groups.value(in.channels());
        problem = new ReachCheck(site, "kernel", in).problem(kernel, stride, dilation, padding);
        if (problem.isPresent()) {
            return network.fail(site, in, description, problem.get());
        }
        Padding zeros = padding.resolve(kernel, dilation);
        Window window = new Window(in, kernel, stride, dilation, zeros);
        if (!window.fits()) {
            return network.failOnMap(
                    site, input, description, WindowCheck.excess(site, "kernel", window));
        }
        Shape shape = window.output(outputs);
        double weights =
                (double) kernel.rows() * kernel.columns() * in.channels() / parts * outputs;
        problem = SizeCheck.problem(site, "filters", shape, weights);
        if (problem.isPresent()) {
            return network.fail(site, in, description, problem.get());
        }
        Techniques effective = network.techniques(techniques);
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Convolution(outputs, in.channels() / parts, kernel),
                        effective
                                .initializer()
                                .orElse(Activations.initializer(network.effective(activation))),
                        effective.training());
        PostOps tail =
                new PostOps(
                        site,
                        effective.regularization().batchNorm().orElse(false),
                        activation,
                        techniques.regularization().dropout().orElse(0.0),
                        effective.training());
        network.trace(site, in, shape, Descriptions.convolution(window, parts, outputs));
        List<Problem> warnings = WindowCheck.warnings(site, window);
        warnings.forEach(network::report);
        if (warnings.isEmpty()) {
            PaddedKernel.problem(site, window).ifPresent(network::report);
        }
        Optional<Parameter> biases = tail.bias(network, bias, outputs);
        return tail.append(
                network,
                shape,
                output ->
                        new ConvolutionOp(
                                layer,
                                input,
                                output,
                                window,
                                parts,
                                weight,
                                biases,
                                Activation.NONE));
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(
                Attribute.of("filters", filters.in(input)),
                Attribute.of("kernel", kernel.written()),
                Attribute.of("stride", stride.written()),
                Attribute.of("padding", padding.resolve(kernel, dilation)),
                Attribute.of("dilation", dilation.written()),
                Attribute.of("groups", groups.in(input)),
                Attribute.of("bias", bias),
                Attribute.of("activation", Descriptions.of(activation)));
    }
}
