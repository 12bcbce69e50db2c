package dev.kiln.processor.fix;

import dev.kiln.processor.diagnostic.Edit;
import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.diagnostic.Site;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.layer.ActivateLayer;
import dev.kiln.processor.layer.ConvLayer;
import dev.kiln.processor.layer.DenseLayer;
import dev.kiln.processor.layer.LayerDeclaration;
import dev.kiln.processor.layer.PoolLayer;
import dev.kiln.processor.layer.attribute.PaddingRule;
import java.util.Optional;

/** Single changes of a layer, where that makes another one. */
final class LayerFixes {

    private LayerFixes() {}

    static boolean isWindow(LayerDeclaration layer) {
        return layer instanceof ConvLayer
                || (layer instanceof PoolLayer pool && pool.size().isPresent());
    }

    static Pair stride(LayerDeclaration layer) {
        return layer instanceof ConvLayer conv
                ? conv.stride()
                : layer instanceof PoolLayer pool ? pool.stride() : Pair.ONE;
    }

    static Optional<Fix> stride(LayerDeclaration layer, int stride) {
        return !isWindow(layer) || stride(layer).equals(new Pair(stride, stride))
                ? Optional.empty()
                : Optional.of(Fix.write(layer.site(), "stride", Expression.of(stride)));
    }

    static Optional<Fix> samePadding(LayerDeclaration layer) {
        PaddingRule now =
                layer instanceof ConvLayer conv
                        ? conv.padding()
                        : layer instanceof PoolLayer pool ? pool.padding() : new PaddingRule.Same();
        return !isWindow(layer) || now instanceof PaddingRule.Same
                ? Optional.empty()
                : Optional.of(Fix.write(layer.site(), "padding", Expression.SAME));
    }

    static Pair size(LayerDeclaration layer) {
        return layer instanceof ConvLayer conv
                ? conv.kernel()
                : layer instanceof PoolLayer pool ? pool.size().orElse(Pair.ONE) : Pair.ONE;
    }

    static Optional<Fix> size(LayerDeclaration layer, Pair size) {
        return !isWindow(layer) || size(layer).equals(size)
                ? Optional.empty()
                : Optional.of(
                        Fix.write(
                                layer.site(),
                                layer instanceof ConvLayer ? "kernel" : "size",
                                Expression.of(size.rows(), size.columns())));
    }

    static Optional<Fix> activation(LayerDeclaration layer, Activation.Kind kind) {
        if (layer instanceof ActivateLayer) {
            return Optional.of(Fix.write(layer.site(), "value", Expression.constant(kind)));
        }
        return layer instanceof ConvLayer || layer instanceof DenseLayer
                ? Optional.of(Fix.write(layer.site(), "activation", Expression.constant(kind)))
                : Optional.empty();
    }

    /** The field is removed. */
    static Fix without(LayerDeclaration layer) {
        Site site = layer.site();
        String name = site.path().substring(site.path().lastIndexOf('.') + 1);
        return Fix.of(site.path(), site.field(), new Edit.Delete(site.field(), name));
    }
}
