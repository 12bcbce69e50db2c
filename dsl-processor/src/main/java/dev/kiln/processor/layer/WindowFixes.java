package dev.kiln.processor.layer;

import dev.kiln.processor.diagnostic.Expression;
import dev.kiln.processor.diagnostic.Fix;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** Where a window is too large: another window, or a larger map, nearest cause first. */
final class WindowFixes {

    private WindowFixes() {}

    static List<Fix> of(Model model, LayerDeclaration layer, String sizeAttribute, Window window) {
        List<Fix> fixes = new ArrayList<>();
        Pair largest = WindowCheck.largest(window);
        fixes.add(
                Fix.write(
                        layer.site(),
                        sizeAttribute,
                        Expression.of(largest.rows(), largest.columns())));
        if (layer instanceof ConvLayer) {
            layer.withSamePadding().ifPresent(fixes::add);
        }
        List<LayerDeclaration> before = model.before(layer.site().path());
        for (int i = before.size() - 1; i >= 0; i--) {
            before.get(i).withoutStride().ifPresent(fixes::add);
        }
        return fixes;
    }
}
