package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.layer.attribute.Techniques;
import dev.kiln.processor.operation.ActivationOp;
import dev.kiln.processor.operation.AdditionOp;
import dev.kiln.processor.operation.ConvolutionOp;
import dev.kiln.processor.operation.Descriptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code @Residual} as it was written, on a class or on a field: a path, a shortcut around it,
 * their sum and an activation.
 */
public record ResidualLayer(
        Site site,
        List<LayerDeclaration> path,
        Shortcut shortcut,
        Activation activation,
        Techniques techniques)
        implements LayerDeclaration {

    /** Pixels that a stride of 2 makes one. */
    private static final int POOLED = 4;

    /** What leads around the path. */
    public enum Shortcut {
        /** Identity where the shapes agree, else a convolution. */
        AUTO,
        IDENTITY,
        CONVOLUTION
    }

    public ResidualLayer {
        path = List.copyOf(path);
    }

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        return network.within(techniques, () -> inside(network, input));
    }

    private Tensor inside(NetworkBuilder network, Tensor input) {
        Activation behind = network.following();
        network.expect(activation.isNone() ? behind : activation);
        int mark = network.mark();
        Tensor x = Chain.append(network, path, input);
        network.expect(behind);
        Shape from = input.shape();
        Shape to = x.shape();
        if (!from.known() || !to.known()) {
            return new Tensor(site.path(), Shape.UNKNOWN);
        }
        boolean convolves =
                shortcut == Shortcut.CONVOLUTION || (shortcut == Shortcut.AUTO && !from.equals(to));
        if (!convolves && !from.equals(to)) {
            return network.fail(site, from, "sum", mismatch(from, to));
        }
        Optional<Pair> stride = ShortcutStride.of(from, to);
        if (convolves && stride.isEmpty()) {
            return network.fail(site, from, "sum", unreachable(from, to));
        }
        IdleBranch.path(site, input, x, convolves).ifPresent(network::report);
        if (convolves) {
            onePixel(from, to).ifPresent(network::report);
        }
        int pathEnd = network.mark();
        Tensor around = convolves ? convolution(network, input, to, stride.get()) : input;
        // In front of the path, so that the sum can be formed while the path's result is stored.
        network.moveBack(mark, pathEnd);
        String what = what(convolves, stride, from, to);
        Tensor sum = new Tensor(network.fresh(site.path() + sumSuffix()), to);
        AdditionOp addition = new AdditionOp(site.path(), x, around, sum, what, Activation.NONE);
        network.add(addition);
        network.trace(site, from, to, addition.description() + Descriptions.suffix(activation));
        if (activation.isNone()) {
            return sum;
        }
        Tensor output = new Tensor(network.fresh(site.path()), to);
        network.add(new ActivationOp(site.path(), sum, output, activation));
        return output;
    }

    private String sumSuffix() {
        return activation.isNone() ? "" : " sum";
    }

    private static String what(boolean convolves, Optional<Pair> stride, Shape from, Shape to) {
        if (!convolves) {
            return "identity shortcut";
        }
        Pair s = stride.orElseThrow();
        return "convolution shortcut (1x1"
                + (s.equals(Pair.ONE) ? "" : ", stride " + s.written())
                + String.format(
                        Locale.ROOT, ", %,d weights)", (long) from.channels() * to.channels());
    }

    private Tensor convolution(NetworkBuilder network, Tensor input, Shape to, Pair stride) {
        String layer = site.path() + ".shortcut";
        Site own = new Site(layer, site.at("shortcut"), Map.of());
        Techniques effective = network.techniques(Techniques.NONE);
        Window window = new Window(input.shape(), Pair.ONE, stride, Pair.ONE, Padding.NONE);
        Parameter weight =
                new Parameter(
                        layer + ".weight",
                        Parameter.Kind.WEIGHT,
                        new Parameter.Convolution(
                                to.channels(), input.shape().channels(), Pair.ONE),
                        effective.initializer().orElse(Activations.initializer(Activation.NONE)),
                        effective.training());
        boolean batchNorm = effective.regularization().batchNorm().orElse(false);
        return new PostOps(own, batchNorm, Activation.NONE, 0, effective.training())
                .append(
                        network,
                        to,
                        output ->
                                new ConvolutionOp(
                                        layer,
                                        input,
                                        output,
                                        window,
                                        1,
                                        weight,
                                        Optional.empty(),
                                        Activation.NONE));
    }

    /** A path that pools the map away, for which the shortcut leaves nearly all pixels out. */
    private Optional<Problem> onePixel(Shape from, Shape to) {
        if (to.pixels() > 1 || from.pixels() <= POOLED || site.writes("shortcut")) {
            return Optional.empty();
        }
        String fault =
                "the path ends as "
                        + WindowCheck.image(to)
                        + ", so the shortcut reads 1 of "
                        + from.pixels()
                        + " pixels; a residual adds, and no annotation multiplies channels (squeeze"
                        + " and excitation)";
        return Optional.of(Problem.of(Code.SHORTCUT_OF_ONE_PIXEL, site.path(), site.at(""), fault));
    }

    private Problem mismatch(Shape from, Shape to) {
        String fault = "the shortcut is " + from + " but the path ends as " + to;
        return Problem.of(Code.RESIDUAL_SHAPES, site.path(), site.at("shortcut"), fault)
                .blaming(Problem.Blame.BOTH);
    }

    private Problem unreachable(Shape from, Shape to) {
        String fault =
                "no stride of a 1x1 convolution turns the shortcut "
                        + from
                        + " into the path's "
                        + to;
        return Problem.of(Code.RESIDUAL_SHAPES, site.path(), site.at("shortcut"), fault)
                .blaming(Problem.Blame.MAP);
    }

    @Override
    public Activation activation() {
        return activation;
    }

    @Override
    public List<LayerDeclaration> children() {
        return path;
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(
                Attribute.of("shortcut", shortcut.name().toLowerCase(Locale.ROOT)),
                Attribute.of("activation", Descriptions.of(activation)));
    }
}
