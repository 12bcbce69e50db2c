package dev.kiln.runtime.weights;

import dev.kiln.runtime.internal.io.Printable;
import java.util.List;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param name name, unique in the file
 * @param type element type
 * @param shape lengths of the axes, outermost first; empty for a single number
 * @param begin first byte, counted from the end of the header
 * @param end byte after the last
 */
public record TensorInfo(String name, DataType type, List<Long> shape, long begin, long end) {

    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Number of bytes. */
    public long bytes() {
        return end - begin;
    }

    /** For example {@code conv1.weight F32 [6, 1, 5, 5]}, in one line whatever the name holds. */
    @Override
    public String toString() {
        return Printable.text(name) + " " + type + " " + shape;
    }
}
