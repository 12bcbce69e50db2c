package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.FlatImage;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.PoolLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where a window is too large: padding, a larger map by its nearest cause, a smaller window. */
final class WindowFixes {

    /** Windows below this see no neighbors on both sides; nobody means to write them. */
    private static final int SMALLEST_KERNEL = 3;

    private final Network network;
    private final LayerDeclaration layer;
    private final Shape input;
    private final List<Fix> fixes = new ArrayList<>();

    private WindowFixes(Network network, LayerDeclaration layer) {
        this.network = network;
        this.layer = layer;
        this.input = network.before(layer.site().path());
    }

    static List<Fix> of(Network network, LayerDeclaration layer) {
        WindowFixes search = new WindowFixes(network, layer);
        search.fixes.addAll(ofFlatImage(network));
        search.surplus();
        search.own();
        search.largerMap();
        search.smallerWindow();
        search.degenerate();
        return search.fixes;
    }

    /** An input whose image was flattened, or lacks a side. */
    static List<Fix> ofFlatImage(Network network) {
        Shape whole = network.model().input();
        List<Fix> fixes = new ArrayList<>();
        FlatImage.of(whole)
                .map(
                        image ->
                                input(network, "height", image.height())
                                        .and(input(network, "width", image.width()))
                                        .and(input(network, "channels", image.channels())))
                .ifPresent(fixes::add);
        if (whole.height() == 1 && whole.width() > 1) {
            fixes.add(input(network, "height", whole.width()));
        } else if (whole.width() == 1 && whole.height() > 1) {
            fixes.add(input(network, "width", whole.height()));
        }
        return fixes;
    }

    private static Fix input(Network network, String attribute, int value) {
        Site site = network.model().site();
        return Fix.of(
                site.path(),
                site.at("input"),
                new Edit.Write(site.field(), "Input", attribute, Expression.of(value)));
    }

    /** A pool of what is one pixel already. */
    private void surplus() {
        if (layer instanceof PoolLayer && input.known() && input.pixels() == 1) {
            fixes.add(LayerFixes.without(layer));
        }
    }

    private void own() {
        if (layer instanceof ConvLayer conv) {
            LayerFixes.samePadding(layer).ifPresent(fixes::add);
            if (!conv.dilation().equals(Pair.ONE)) {
                fixes.add(Fix.write(layer.site(), "dilation", Expression.of(1)));
            }
        }
    }

    private void smallerWindow() {
        if (largest().rows() >= SMALLEST_KERNEL && largest().columns() >= SMALLEST_KERNEL) {
            LayerFixes.size(layer, largest()).ifPresent(fixes::add);
        }
    }

    /** The window cut to the map. */
    private Pair largest() {
        Pair size = LayerFixes.size(layer);
        return new Pair(
                Math.max(1, Math.min(size.rows(), input.height())),
                Math.max(1, Math.min(size.columns(), input.width())));
    }

    private void largerMap() {
        for (LayerDeclaration before : network.inFrontOf(layer.site().path())) {
            LayerFixes.stride(before, 1).ifPresent(fixes::add);
            LayerFixes.samePadding(before).ifPresent(fixes::add);
            Shape map = network.before(before.site().path());
            if (before instanceof PoolLayer pool && pool.size().isEmpty() && map.known()) {
                fixes.add(LayerFixes.without(before));
            }
        }
    }

    private void degenerate() {
        LayerFixes.samePadding(layer).ifPresent(fixes::add);
        Pair usual = layer instanceof PoolLayer ? new Pair(2, 2) : new Pair(3, 3);
        Stream.of(largest(), usual, new Pair(3, 3))
                .flatMap(size -> LayerFixes.size(layer, size).stream())
                .map(Fix::asLastResort)
                .forEach(fixes::add);
    }
}
