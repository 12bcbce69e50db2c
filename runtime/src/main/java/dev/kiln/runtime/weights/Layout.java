package dev.kiln.runtime.weights;

import java.util.List;

/**
 * How a parameter lies in memory and how it lies in a file. Files keep PyTorch's order, memory the
 * order that channels-last kernels read; one is a permutation of the axes of the other.
 *
 * @param fileShape lengths of the axes in the file, as PyTorch has them
 * @param rows rows of the matrix in memory
 * @param columns columns of the matrix in memory
 * @param extents lengths of the four axes in memory order; their product is rows x columns
 * @param fileStrides for each of these axes, how far apart neighbors are in the file
 */
public record Layout(
        List<Integer> fileShape,
        int rows,
        int columns,
        List<Integer> extents,
        List<Integer> fileStrides) {

    /** Copies the lists. */
    public Layout {
        fileShape = List.copyOf(fileShape);
        extents = List.copyOf(extents);
        fileStrides = List.copyOf(fileStrides);
    }

    /**
     * Weights of a convolution: file [outputs, inputs, height, width], memory [height*width*inputs
     * x outputs].
     *
     * @throws IllegalArgumentException if a length is below 1 or the size exceeds an {@code int}
     */
    public static Layout convolution(int outputs, int inputsPerGroup, int height, int width) {
        int area = product(height, width);
        int perOutput = product(inputsPerGroup, area);
        product(outputs, perOutput);
        return new Layout(
                List.of(outputs, inputsPerGroup, height, width),
                perOutput,
                outputs,
                List.of(height, width, inputsPerGroup, outputs),
                List.of(width, 1, area, perOutput));
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
        return new Layout(
                List.of(units, inputs),
                inputs,
                units,
                List.of(height, width, channels, units),
                List.of(width, 1, area, inputs));
    }

    /**
     * A vector: file [size], memory [1 x size].
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public static Layout vector(int size) {
        product(size, 1);
        return new Layout(List.of(size), 1, size, List.of(1, 1, 1, size), List.of(0, 0, 0, 1));
    }

    /** Number of elements. */
    public int size() {
        return rows * columns;
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
        return other instanceof Layout layout
                && rows == layout.rows
                && columns == layout.columns
                && fileShape.equals(layout.fileShape)
                && extents.equals(layout.extents)
                && fileStrides.equals(layout.fileStrides);
    }

    @Override
    public int hashCode() {
        return fileShape.hashCode();
    }

    /** Copies from memory order to file order. {@code memory} is not modified. */
    public void toFile(float[] memory, float[] file) {
        copy(memory, file, true);
    }

    /** Copies from file order to memory order. {@code file} is not modified. */
    public void toMemory(float[] file, float[] memory) {
        copy(file, memory, false);
    }

    private void copy(float[] from, float[] to, boolean toFile) {
        int memory = 0;
        int length = extents.get(3);
        int step = fileStrides.get(3);
        for (int a = 0; a < extents.get(0); a++) {
            for (int b = 0; b < extents.get(1); b++) {
                int row = a * fileStrides.get(0) + b * fileStrides.get(1);
                int pitch = fileStrides.get(2);
                int rows = extents.get(2);
                for (int c = 0; c < rows; c++) {
                    int file = row + c * pitch;
                    if (step == 1) {
                        System.arraycopy(
                                from, toFile ? memory : file, to, toFile ? file : memory, length);
                    } else if (toFile) {
                        spread(from, memory, length, to, file, step);
                    } else {
                        gather(from, file, step, to, memory, length);
                    }
                    memory += length;
                }
            }
        }
    }

    private static void spread(
            float[] from, int first, int length, float[] to, int start, int step) {
        for (int i = 0; i < length; i++) {
            to[start + i * step] = from[first + i];
        }
    }

    /**
     * Eight numbers a round, because an application that starts waits for this: the interpreter
     * spends more on rounds than on numbers, and many rounds would make HotSpot compile them just
     * then.
     */
    private static void gather(
            float[] from, int first, int step, float[] to, int start, int length) {
        int step2 = 2 * step;
        int step3 = 3 * step;
        int source = first;
        int target = start;
        int last = start + length - 8;
        while (target <= last) {
            to[target] = from[source];
            to[target + 1] = from[source + step];
            to[target + 2] = from[source + step2];
            to[target + 3] = from[source + step3];
            source += 4 * step;
            to[target + 4] = from[source];
            to[target + 5] = from[source + step];
            to[target + 6] = from[source + step2];
            to[target + 7] = from[source + step3];
            source += 4 * step;
            target += 8;
        }
        for (; target < start + length; target++) {
            to[target] = from[source];
            source += step;
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
