package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/**
 * Maxima over windows of up to three rows and columns: first those of the rows that a row of
 * windows sees, then those of neighboring pixels of these.
 */
public final class MaxPool {

    private final int height;
    private final int width;
    private final int channels;
    private final int rows;
    private final int columns;
    private final int kernelRows;
    private final int kernelColumns;
    private final int strideRows;
    private final int strideColumns;
    private final int top;
    private final int left;

    /**
     * A pool.
     *
     * @param height of the input
     * @param width of the input
     * @param rows of the output
     * @param columns of the output
     * @param kernelRows up to three
     * @param kernelColumns up to three
     * @param top rows of padding above the input
     * @param left columns of padding in front of it
     */
    public MaxPool(
            int height,
            int width,
            int channels,
            int rows,
            int columns,
            int kernelRows,
            int kernelColumns,
            int strideRows,
            int strideColumns,
            int top,
            int left) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.kernelRows = kernelRows;
        this.kernelColumns = kernelColumns;
        this.strideRows = strideRows;
        this.strideColumns = strideColumns;
        this.top = top;
        this.left = left;
        PanelVectors.POOL.begin();
    }

    /** Whether the loops are compiled and faster than plain ones. */
    public static boolean vectors() {
        return PanelVectors.POOL.on();
    }

    /**
     * Pools samples.
     *
     * @param to index of the first channel in the output
     * @param total channels of the output
     * @param row working memory for a row of the input
     */
    public void forward(
            int samples, float[] input, float[] output, int to, int total, float[] row) {
        int line = width * channels;
        for (int sample = 0; sample < samples; sample++) {
            for (int y = 0; y < rows; y++) {
                int first = Math.max(0, y * strideRows - top);
                int last = Math.min(height, y * strideRows - top + kernelRows) - 1;
                int from = (sample * height + first) * line;
                int end = (sample * height + last) * line;
                // With two rows or one, the last is taken again.
                SWEEPS.largest(line, input, from, Math.min(from + line, end), end, row, 0);
                row(row, output, (sample * rows + y) * columns * total + to, total);
            }
        }
    }

    private void row(float[] row, float[] output, int to, int total) {
        for (int x = 0; x < columns; x++) {
            int first = Math.max(0, x * strideColumns - left);
            int last = Math.min(width, x * strideColumns - left + kernelColumns) - 1;
            int middle = Math.min(first + 1, last);
            SWEEPS.largest(
                    channels,
                    row,
                    first * channels,
                    middle * channels,
                    last * channels,
                    output,
                    to + x * total);
        }
    }
}
