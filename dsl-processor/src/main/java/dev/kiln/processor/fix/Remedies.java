package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Diagnostic;
import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.InceptionLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.PoolLayer;
import dev.kiln.processor.layer.ResidualLayer;
import dev.kiln.processor.layer.attribute.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Edits that may mend a fault of shapes, the most probably meant first. */
final class Remedies {

    private final Network network;

    Remedies(Network network) {
        this.network = network;
    }

    List<Fix> of(Diagnostic fault) {
        List<Fix> fixes = new ArrayList<>(fault.remedies().get());
        Optional<LayerDeclaration> layer = network.at(fault.subject());
        layer.ifPresent(l -> fixes.addAll(of(fault, l)));
        switch (fault.code()) {
            case LOSS -> fixes.addAll(EndFixes.ofLoss(network));
            case LABELS ->
                    fixes.addAll(
                            EndFixes.ofCount(
                                    network,
                                    network.model().info().labels().size(),
                                    network.model().labels(),
                                    "value"));
            case CLASS_WEIGHTS ->
                    fixes.addAll(
                            EndFixes.ofCount(
                                    network,
                                    network.model().loss().classWeights().size(),
                                    network.model().site(),
                                    "classWeights"));
            default -> {}
        }
        return fixes;
    }

    private List<Fix> of(Diagnostic fault, LayerDeclaration layer) {
        Site site = layer.site();
        return switch (fault.code()) {
            case WINDOW_EXCEEDS_INPUT -> WindowFixes.of(network, layer);
            case GROUPS -> layer instanceof ConvLayer c ? GroupFixes.of(network, c) : List.of();
            case SIZE ->
                    Stream.concat(amounts(layer).stream(), network.nearWidths(site.path()).stream())
                            .toList();
            case RESIDUAL_SHAPES ->
                    layer instanceof ResidualLayer r ? MapFixes.of(network, r) : List.of();
            case INCEPTION_SHAPES ->
                    layer instanceof InceptionLayer i ? MapFixes.of(network, i) : List.of();
            case TOO_LARGE -> smaller(layer);
            case CROPPED -> all(LayerFixes.samePadding(layer), LayerFixes.stride(layer, 1));
            case PADDING_EXCEEDS_KERNEL -> all(LayerFixes.samePadding(layer));
            case POOL_EXCEEDS_MAP -> layer instanceof PoolLayer p ? global(p) : List.of();
            case ONLY_PADDING -> {
                List<Fix> fixes = new ArrayList<>(WindowFixes.ofFlatImage(network));
                String attribute = site.writes("dilation") ? "dilation" : "kernel";
                fixes.add(Fix.write(site, attribute, Expression.of(1)));
                yield fixes;
            }
            case SOFTMAX_INSIDE -> all(LayerFixes.activation(layer, Activation.Kind.RELU));
            case NO_SOFTMAX -> all(LayerFixes.activation(layer, Activation.Kind.SOFTMAX));
            case LOPSIDED -> List.of(network.globalPool(site));
            case BIAS_BEFORE_NORM -> List.of(Fix.erase(site, "bias"));
            case IDLE_BRANCH ->
                    List.of(
                            layer instanceof InceptionLayer
                                    ? chained(layer)
                                    : LayerFixes.without(layer));
            case DROPOUT_LAST -> List.of(LayerFixes.without(layer));
            default -> List.of();
        };
    }

    private static List<Fix> all(Optional<?>... fixes) {
        return Stream.of(fixes).flatMap(Optional::stream).map(Fix.class::cast).toList();
    }

    /** A chain instead of branches. */
    private static Fix chained(LayerDeclaration layer) {
        Site site = layer.site();
        return Fix.strip(site)
                .and(
                        Fix.of(
                                site.path(),
                                site.at(Site.ANNOTATION),
                                new Edit.Annotate(site.field(), "Block", List.of())));
    }

    /** Of parts of the input's channels that are no whole numbers. */
    private List<Fix> amounts(LayerDeclaration layer) {
        Site site = layer.site();
        Amount amount =
                layer instanceof ConvLayer conv
                        ? conv.filters()
                        : layer instanceof DenseLayer dense ? dense.units() : Amount.of(1);
        Shape input = network.before(site.path());
        if (!amount.dependsOnInput() || !input.known()) {
            return List.of();
        }
        int d = amount.denominator();
        int whole = (input.channels() + d - 1) / d * d;
        List<Fix> fixes = new ArrayList<>(network.incoming(site.path(), input.channels(), whole));
        String attribute = layer instanceof ConvLayer ? "filters" : "units";
        fixes.add(Fix.write(site, attribute, Expression.IN));
        return fixes;
    }

    /** Of what is more than an array holds. */
    private List<Fix> smaller(LayerDeclaration layer) {
        Site site = layer.site();
        List<Fix> fixes = new ArrayList<>();
        if (layer instanceof DenseLayer) {
            fixes.add(network.globalPool(site));
        }
        for (String attribute : List.of("stride", "dilation")) {
            if (site.writes(attribute)) {
                fixes.add(Fix.write(site, attribute, Expression.of(1)));
            }
        }
        LayerFixes.samePadding(layer).ifPresent(fixes::add);
        if (LayerFixes.isWindow(layer) && LayerFixes.size(layer).rows() > 3) {
            String size = layer instanceof ConvLayer ? "kernel" : "size";
            Fix small = Fix.write(site, size, Expression.of(3));
            fixes.add(small);
            fixes.add(small.and(Fix.write(site, "dilation", Expression.of(1))));
        }
        if (layer instanceof ConvLayer conv && !conv.filters().dependsOnInput()) {
            for (int n = conv.filters().plus() / 2; n > 0; n /= 2) {
                network.channels(conv, n).ifPresent(fixes::add);
            }
        }
        if (layer instanceof ConvLayer conv && conv.filters().dependsOnInput()) {
            fixes.add(Fix.write(site, "filters", Expression.IN));
        }
        return fixes;
    }

    private static List<Fix> global(PoolLayer pool) {
        Fix fix =
                Fix.write(pool.site(), "type", Expression.constant("GLOBAL_" + pool.type().name()));
        for (String attribute : List.of("size", "stride", "padding")) {
            if (pool.site().writes(attribute)) {
                fix = fix.and(Fix.erase(pool.site(), attribute));
            }
        }
        return List.of(fix);
    }
}
