package dev.kiln.runtime.weights;

import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor to be written as F32.
 *
 * @param name name, unique in the file
 * @param shape lengths of the axes, outermost first
 * @param values gives the elements in file order; asked once, when they are written
 */
public record FloatTensor(String name, List<Integer> shape, Supplier<float[]> values) {

    /** Copies the shape. */
    public FloatTensor {
        shape = List.copyOf(shape);
    }

    /** Number of elements. */
    long size() {
        long size = 1;
        for (int length : shape) {
            size = Math.multiplyExact(size, length);
        }
        return size;
    }
}
