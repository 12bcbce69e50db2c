package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Code;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.layer.attribute.Attribute;
import dev.kiln.processor.layer.attribute.PaddingRule;
import dev.kiln.processor.operation.PoolingOp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code @Pool} as it was written.
 *
 * @param size empty for a global pool
 */
public record PoolLayer(
        Site site,
        PoolingOp.Type type,
        Optional<Pair> size,
        Pair stride,
        PaddingRule padding,
        boolean countPadding)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        Shape in = input.shape();
        String description =
                type.name().toLowerCase(Locale.ROOT)
                        + " pool"
                        + size.map(s -> " " + s).orElse(" over the map");
        if (!in.known()) {
            network.trace(site, in, Shape.UNKNOWN, description);
            return new Tensor(layer, Shape.UNKNOWN);
        }
        Optional<Problem> reach =
                size.flatMap(
                        s ->
                                new ReachCheck(site, "size", in)
                                        .problem(s, stride, Pair.ONE, padding));
        if (reach.isPresent()) {
            return network.fail(site, in, description, reach.get());
        }
        Window window =
                size.map(s -> new Window(in, s, stride, Pair.ONE, padding.resolve(s, Pair.ONE)))
                        .orElseGet(() -> global(in));
        if (!window.fits()) {
            return network.failOnMap(
                    site, input, description, WindowCheck.excess(site, "size", window));
        }
        Shape shape = window.output(in.channels());
        Optional<Problem> problem = SizeCheck.problem(site, "padding", shape, 0);
        if (problem.isPresent()) {
            return network.fail(site, in, description, problem.get());
        }
        Tensor output = new Tensor(network.fresh(layer), shape);
        PoolingOp pooling = new PoolingOp(layer, input, output, type, window, countPadding);
        network.add(pooling);
        network.trace(site, in, shape, pooling.description());
        warn(network, window);
        return output;
    }

    private void warn(NetworkBuilder network, Window window) {
        Pair kernel = window.kernel();
        Shape in = window.input();
        if (kernel.rows() > in.height() || kernel.columns() > in.width()) {
            network.report(
                    Problem.of(
                            Code.POOL_EXCEEDS_MAP,
                            site.path(),
                            site.at("size"),
                            "a pool of "
                                    + kernel
                                    + " is larger than its map "
                                    + WindowCheck.image(in)));
        }
        WindowCheck.warnings(site, window).forEach(network::report);
    }

    private static Window global(Shape in) {
        return new Window(in, new Pair(in.height(), in.width()), Pair.ONE, Pair.ONE, Padding.NONE);
    }

    @Override
    public List<Attribute> attributes(Shape input) {
        return List.of(
                Attribute.of("type", type.name().toLowerCase(Locale.ROOT)),
                Attribute.of("size", size.map(Pair::written).orElse("the whole map")),
                Attribute.of("stride", stride.written()),
                Attribute.of(
                        "padding",
                        size.map(s -> padding.resolve(s, Pair.ONE)).orElse(Padding.NONE)),
                Attribute.of("countPadding", countPadding));
    }
}
