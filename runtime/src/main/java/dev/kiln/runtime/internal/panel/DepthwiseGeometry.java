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

    /** Floats of a row of the input. */
    int line() {
        return width * channels;
    }

    /** The first window of a row that is within the columns of the input. */
    int firstWithin() {
        return (left + strideColumns - 1) / strideColumns;
    }

    /** The first one after it that reaches over the right edge. */
    int endWithin() {
        // Rounded down: where the input is narrower than a window, there is none within it.
        int within = Math.floorDiv(width + left - SIDE, strideColumns) + 1;
        return Math.max(firstWithin(), Math.min(columns, within));
    }

    /** Whether a row of a window is one of the input. */
    boolean isInside(int row) {
        return row >= 0 && row < height;
    }
}
