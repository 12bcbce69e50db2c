package dev.kiln.runtime.weights;

import java.util.List;
import java.util.Objects;

/**
 * Numbers in the layout of files, which is PyTorch's: convolutions [outputs, inputs, height,
 * width], dense layers [units, inputs] with the inputs in channel, row, column order, vectors
 * [size].
 *
 * @param shape lengths of the axes, outermost first
 * @param data as many numbers, the last axis fastest. Not copied.
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to be handed on, never a key
public record FileTensor(List<Integer> shape, float[] data) {

    /**
     * Copies the shape.
     *
     * @throws IllegalArgumentException if there are more or fewer numbers than the shape has
     */
    public FileTensor {
        Objects.requireNonNull(shape, "the shape of the tensor is null");
        Objects.requireNonNull(data, "the numbers of the tensor are null");
        shape = List.copyOf(shape);
        long size = 1;
        for (int length : shape) {
            size *= length;
        }
        if (size != data.length) {
            throw new IllegalArgumentException(
                    "the tensor has " + data.length + " numbers, but its shape is " + shape);
        }
    }

    /** A copy of an array in memory order. {@code memory} is not modified. */
    public static FileTensor of(Layout layout, float[] memory) {
        float[] file = new float[layout.size()];
        layout.toFile(memory, file);
        return new FileTensor(layout.fileShape(), file);
    }
}
