package dev.kiln.runtime.internal.panel;

import java.util.Arrays;

/**
 * Pieces of a convolution's input, as the pixels of its output read them: for each run of the
 * convolution a matrix with a row for each pixel, with zeros where a pixel reads beyond the edge.
 */
public final class Patches {

    private final int height;
    private final int width;
    private final int channels;
    private final int rows;
    private final int columns;
    private final int strideRows;
    private final int strideColumns;
    private final int run;
    private final int[] runRows;
    private final int[] runColumns;

    /**
     * Patches of images.
     *
     * @param height of the input
     * @param width of the input
     * @param channels of the input
     * @param rows of the output
     * @param columns of the output
     * @param strideRows stride from row to row
     * @param strideColumns stride from column to column
     * @param run floats of each run
     * @param runRows the row in which each run of the first pixel is; negative above the input
     * @param runColumns the column in which it begins; negative in front of the input
     */
    public Patches(
            int height,
            int width,
            int channels,
            int rows,
            int columns,
            int strideRows,
            int strideColumns,
            int run,
            int[] runRows,
            int[] runColumns) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.strideRows = strideRows;
        this.strideColumns = strideColumns;
        this.run = run;
        this.runRows = runRows.clone();
        this.runColumns = runColumns.clone();
    }

    int runs() {
        return runRows.length;
    }

    int run() {
        return run;
    }

    /** Pixels of each sample. */
    int pixels() {
        return rows * columns;
    }

    /**
     * Copies a part of a run of some pixels.
     *
     * @param input samples one after the other
     * @param number of the run
     * @param k first float of the run
     * @param n how many floats
     * @param begin first pixel; those of all samples are counted
     * @param end behind the last pixel
     * @param patches receives {@code n} floats for each pixel
     * @param to index of the first of them
     * @param pitch floats from those of a pixel to those of the next
     */
    void copy(
            float[] input,
            int number,
            int k,
            int n,
            int begin,
            int end,
            float[] patches,
            int to,
            int pitch) {
        int sample = begin / pixels();
        int y = begin % pixels() / columns;
        int x = begin % columns;
        int at = to;
        for (int pixel = begin; pixel < end; pixel++) {
            int row = y * strideRows + runRows[number];
            int first = (x * strideColumns + runColumns[number]) * channels + k;
            if (row < 0 || row >= height) {
                Arrays.fill(patches, at, at + n, 0f);
            } else {
                int line = (sample * height + row) * width * channels;
                copy(input, line, first, n, patches, at);
            }
            at += pitch;
            x++;
            if (x == columns) {
                x = 0;
                y++;
            }
            if (y == rows) {
                y = 0;
                sample++;
            }
        }
    }

    /** Floats of a line of the input, with zeros in front of it and behind it. */
    private void copy(float[] input, int line, int first, int n, float[] patches, int to) {
        int begin = Math.min(n, Math.max(0, -first));
        int end = Math.max(begin, Math.min(n, width * channels - first));
        Arrays.fill(patches, to, to + begin, 0f);
        if (end > begin) {
            System.arraycopy(input, line + first + begin, patches, to + begin, end - begin);
        }
        Arrays.fill(patches, to + end, to + n, 0f);
    }
}
