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
                public void rows(DividedMap a, int begin, int end, Crew.Memory memory) {
                    float[] row = memory.scratch(Products.SCRATCH);
                    float[][] lines = memory.lines(PanelVectors.POOL);
                    MaxPool.this.rows(begin, end, a.input, a.output, a.to, a.total, row, lines);
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

    /**
     * Pools samples.
     *
     * @param to index of the first channel in the output
     * @param total channels of the output
     * @param row working memory for a row of the input
     * @param lines working memory of plain loops: {@link Products#SUMS} rows of {@link
     *     Products#LENGTH} numbers
     */
    public void forward(
            int samples,
            float[] input,
            float[] output,
            int to,
            int total,
            float[] row,
            float[][] lines) {
        Crew crew = Crew.current();
        if (crew == null
                || !Crew.pays((long) samples * height * width * channels)
                || width * channels > Products.SCRATCH) {
            rows(0, samples * rows, input, output, to, total, row, lines);
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
            int begin,
            int end,
            float[] input,
            float[] output,
            int to,
            int total,
            float[] row,
            float[][] lines) {
        boolean vectors = PanelVectors.POOL.on();
        int line = width * channels;
        for (int i = begin; i < end; i++) {
            int y = i % rows * strideRows - top;
            int sample = i / rows;
            int first = (sample * height + Math.max(0, y)) * line;
            int last = (sample * height + Math.min(height, y + kernelRows) - 1) * line;
            // With two rows or one, the last is taken again.
            int middle = Math.min(first + line, last);
            int at = i * columns * total + to;
            if (vectors) {
                SWEEPS.largest(line, input, first, middle, last, row, 0);
                row(row, output, at, total);
            } else {
                PlainMaps.largest(line, input, first, middle, last, row, 0, lines);
                plainRow(row, output, at, total, lines);
            }
        }
    }

    private void row(float[] row, float[] output, int to, int total) {
        for (int x = 0; x < columns; x++) {
            int first = first(x);
            int last = last(x);
            int middle = Math.min(first + channels, last);
            SWEEPS.largest(channels, row, first, middle, last, output, to + x * total);
        }
    }

    /** As many pixels at a time as fit into a line. */
    private void plainRow(float[] row, float[] output, int to, int total, float[][] lines) {
        int most = Products.LENGTH / channels;
        if (most == 0) {
            for (int x = 0; x < columns; x++) {
                int last = last(x);
                int middle = Math.min(first(x) + channels, last);
                int at = to + x * total;
                PlainMaps.largest(channels, row, first(x), middle, last, output, at, lines);
            }
            return;
        }
        for (int begin = 0; begin < columns; begin += most) {
            int end = Math.min(columns, begin + most);
            for (int x = begin; x < end; x++) {
                int last = last(x);
                int at = (x - begin) * channels;
                System.arraycopy(row, first(x), lines[0], at, channels);
                System.arraycopy(row, Math.min(first(x) + channels, last), lines[1], at, channels);
                System.arraycopy(row, last, lines[2], at, channels);
            }
            PlainMaps.largest((end - begin) * channels, lines);
            ChannelRows.give(lines[0], channels, end - begin, output, to + begin * total, total);
        }
    }

    /** Where the first pixel of a window is in the row. */
    private int first(int x) {
        return Math.max(0, x * strideColumns - left) * channels;
    }

    /** Where the last one is. */
    private int last(int x) {
        return (Math.min(width, x * strideColumns - left + kernelColumns) - 1) * channels;
    }
}
