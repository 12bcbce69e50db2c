package dev.kiln.processor.layer;

import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Optional;

/** The stride of a 1x1 convolution without padding that leads from one map to another. */
final class ShortcutStride {

    private ShortcutStride() {}

    static Optional<Pair> of(Shape from, Shape to) {
        int rows = axis(from.height(), to.height());
        int columns = axis(from.width(), to.width());
        return rows > 0 && columns > 0 ? Optional.of(new Pair(rows, columns)) : Optional.empty();
    }

    /** The smallest one, 0 for none. */
    private static int axis(int from, int to) {
        // The smallest that gives no more than is wanted; a larger one gives no more either.
        int stride = (from - 1) / to + 1;
        return (from - 1) / stride + 1 == to ? stride : 0;
    }
}
