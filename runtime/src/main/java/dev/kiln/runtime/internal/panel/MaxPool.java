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

    private final DividedMap.Sweep divided =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, float[] scratch) {
                    MaxPool.this.rows(begin, end, a.input, a.output, a.to, a.total, scratch);
                }
            };

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

    /** Whether the loops are compiled. */
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
        Crew crew = Crew.current();
        if (crew == null
                || !Crew.pays((long) samples * height * width * channels)
                || width * channels > Products.SCRATCH) {
            rows(0, samples * rows, input, output, to, total, row);
            return;
        }
        DividedMap map = crew.map;
        map.input = input;
        map.output = output;
        map.to = to;
        map.total = total;
        map.run(crew, divided, samples * rows, 1);
    }

    /** Rows of the output, those of all samples being counted. */
    private void rows(
            int begin, int end, float[] input, float[] output, int to, int total, float[] row) {
        int line = width * channels;
        for (int i = begin; i < end; i++) {
            int y = i % rows * strideRows - top;
            int sample = i / rows;
            int first = (sample * height + Math.max(0, y)) * line;
            int last = (sample * height + Math.min(height, y + kernelRows) - 1) * line;
            // With two rows or one, the last is taken again.
            SWEEPS.largest(line, input, first, Math.min(first + line, last), last, row, 0);
            row(row, output, i * columns * total + to, total);
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
