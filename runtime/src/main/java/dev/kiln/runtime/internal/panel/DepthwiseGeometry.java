package dev.kiln.runtime.internal.panel;

/**
 * Where windows 3x3 of a depth-wise convolution are.
 *
 * @param height of the input
 * @param width of the input
 * @param channels a multiple of 16
 * @param rows of the output
 * @param columns of the output
 * @param top rows of zeros above the input
 * @param left columns of zeros in front of it
 */
record DepthwiseGeometry(
        int height,
        int width,
        int channels,
        int rows,
        int columns,
        int strideRows,
        int strideColumns,
        int top,
        int left) {

    /** Rows and columns of a window. */
    static final int SIDE = 3;

    /** Columns that windows cover. */
    int covered() {
        return (columns - 1) * strideColumns + SIDE;
    }

    boolean isInside(int row) {
        return row >= 0 && row < height;
    }
}
