package dev.kiln.runtime.weights;

import java.util.List;

/**
 * How a parameter lies in memory and how it lies in a file. Files keep PyTorch's order: one slice
 * after the other, each with what belongs to one output, by channel, row and column. Memory has the
 * order that channels-last kernels read: a slice is a column of a matrix with a row for each row,
 * column and channel.
 *
 * @param fileShape lengths of the axes in the file, as PyTorch has them
 * @param area rows times columns of what an output reads, for each channel
 * @param channels of it
 * @param columns of the matrix in memory: outputs
 * @param width columns that lie side by side: all of them, or those of a panel. Panels follow each
 *     other, and the last one is filled up with zeros.
 */
public record Layout(List<Integer> fileShape, int area, int channels, int columns, int width) {

    /** Copies the list. */
    public Layout {
        fileShape = List.copyOf(fileShape);
    }

    /**
     * Weights of a convolution: file [outputs, inputs, height, width], memory [height*width*inputs
     * x outputs].
     *
     * @throws IllegalArgumentException if a length is below 1 or the size exceeds an {@code int}
     */
    public static Layout convolution(int outputs, int inputsPerGroup, int height, int width) {
        int area = product(height, width);
        product(outputs, product(inputsPerGroup, area));
        return new Layout(
                List.of(outputs, inputsPerGroup, height, width),
                area,
                inputsPerGroup,
                outputs,
                outputs);
    }

    /**
     * Weights of a dense layer: file [units, channels*height*width] with the inputs in channel,
     * row, column order; memory [height*width*channels x units].
     *
     * @throws IllegalArgumentException if a length is below 1 or the size exceeds an {@code int}
     */
    public static Layout dense(int units, int height, int width, int channels) {
        int area = product(height, width);
        int inputs = product(area, channels);
        product(units, inputs);
        return new Layout(List.of(units, inputs), area, channels, units, units);
    }

    /**
     * A vector: file [size], memory [1 x size].
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public static Layout vector(int size) {
        product(size, 1);
        return new Layout(List.of(size), 1, 1, size, size);
    }

    /**
     * Columns in panels, whatever they were in before.
     *
     * @throws IllegalArgumentException if the size exceeds an {@code int}
     */
    public Layout inPanels(int width) {
        product(product((columns - 1) / width + 1, width), rows());
        return new Layout(fileShape, area, channels, columns, width);
    }

    /** Rows of the matrix in memory; numbers of a slice of the file. */
    public int rows() {
        return area * channels;
    }

    /** Number of elements. */
    public int size() {
        return rows() * columns;
    }

    /** Floats that it takes in memory: the elements, and zeros that fill the last panel up. */
    public int memorySize() {
        return ((columns - 1) / width + 1) * width * rows();
    }

    /**
     * Inputs that reach one output, as PyTorch counts them: everything but the first axis of the
     * file. A vector has one.
     */
    public long fanIn() {
        return fileShape.size() < 2 ? 1 : size() / fileShape.get(0);
    }

    /**
     * Outputs that one input reaches, as PyTorch counts them: everything but the second axis of the
     * file. A vector has its length.
     */
    public long fanOut() {
        return fileShape.size() < 2 ? size() : size() / fileShape.get(1);
    }

    /**
     * By hand: that of a record is linked at its first call, which takes milliseconds, and the JDK
     * keeps the class of the last one that was linked, and so the class loader of an application
     * that is unloaded.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof Layout layout && isLike(layout) && width == layout.width;
    }

    /** Whether one is the other but for panels: the numbers mean the same, wherever they lie. */
    public boolean isLike(Layout other) {
        return area == other.area
                && channels == other.channels
                && columns == other.columns
                && fileShape.equals(other.fileShape);
    }

    @Override
    public int hashCode() {
        return fileShape.hashCode();
    }

    /** Copies from memory order to file order. {@code memory} is not modified. */
    public void toFile(float[] memory, float[] file) {
        new SliceCopy(this).toFile(memory, file);
    }

    /** Copies from file order to memory order. {@code file} is not modified. */
    public void toMemory(float[] file, float[] memory) {
        new SliceCopy(this).toMemory(file, rows(), 0, columns, memory);
    }

    /**
     * Copies from another order in memory to this one.
     *
     * @param layout {@linkplain #isLike like} this one, with all columns side by side
     * @param from numbers in that order. Not modified.
     */
    public void copy(Layout layout, float[] from, float[] memory) {
        if (layout.width == width) {
            System.arraycopy(from, 0, memory, 0, memorySize());
            return;
        }
        int to = 0;
        for (int panel = 0; panel < columns; panel += width) {
            int length = Math.min(width, columns - panel);
            for (int at = panel; at < from.length; at += columns) {
                System.arraycopy(from, at, memory, to, length);
                to += width;
            }
        }
    }

    private static int product(int a, int b) {
        if (a < 1 || b < 1) {
            throw new IllegalArgumentException(
                    "a parameter has an axis of length " + Math.min(a, b));
        }
        long product = (long) a * b;
        if (product > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a parameter has more than 2^31-1 elements");
        }
        return (int) product;
    }
}
