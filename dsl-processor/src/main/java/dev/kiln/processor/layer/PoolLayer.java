package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.graph.Window;
import java.util.Optional;

/**
 * {@code @Pool} as it was written.
 *
 * @param size empty for a global pool
 */
public record PoolLayer(
        Site site,
        Pooling.Type type,
        Optional<Pair> size,
        Pair stride,
        PaddingRule padding,
        boolean countPadding)
        implements LayerDeclaration {

    @Override
    public Tensor append(NetworkBuilder network, Tensor input) {
        String layer = site.path();
        Shape in = input.shape();
        if (!in.known()) {
            network.trace(layer, Shape.UNKNOWN, "pool");
            return new Tensor(layer, Shape.UNKNOWN);
        }
        Window window =
                size.map(s -> new Window(in, s, stride, Pair.ONE, padding.resolve(s, Pair.ONE)))
                        .orElseGet(() -> global(in));
        if (!WindowCheck.passes(network, site, "size", window, this::withSize)) {
            network.trace(layer, Shape.UNKNOWN, "pool " + window.kernel());
            return new Tensor(layer, Shape.UNKNOWN);
        }
        Tensor output = new Tensor(layer, window.output(in.channels()));
        Pooling pooling = new Pooling(layer, input, output, type, window, countPadding);
        network.add(pooling);
        network.trace(layer, output.shape(), pooling.describe());
        return output;
    }

    private PoolLayer withSize(int n) {
        Pair square = new Pair(n, n);
        Pair step = size.equals(Optional.of(stride)) ? square : stride;
        return new PoolLayer(site, type, Optional.of(square), step, padding, countPadding);
    }

    private static Window global(Shape in) {
        return new Window(in, new Pair(in.height(), in.width()), Pair.ONE, Pair.ONE, Padding.NONE);
    }
}
