package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

import java.util.Arrays;

/**
 * Three rows of a map in a border of zeros, for a group of channels, over which windows 3x3 go
 * down: a row that enters the window takes the place of the one that left it. All numbers of a
 * window then are in the first cache, at distances that are known to the compiler.
 */
final class PaddedRows {

    /** Channels of a group: as many as the widest vectors have lanes. */
    static final int GROUP = 16;

    /** Rows and columns of a window. */
    static final int SIDE = DepthwiseGeometry.SIDE;

    private static final int ONE = 1;

    private final int height;
    private final int width;
    private final int channels;
    private final int spread;
    private final int first;
    private final int step;
    private final int pitch;
    private final int pixels;

    /**
     * Rows of a map.
     *
     * @param height of the map
     * @param width of the map
     * @param channels of the map, a multiple of 16
     * @param spread rows from one row of the map to the next: between them are zeros
     * @param columns of the rows with their borders
     * @param first column of the first pixel
     * @param step columns from one pixel to the next; less than 0 if they go from right to left
     */
    PaddedRows(int height, int width, int channels, int spread, int columns, int first, int step) {
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.spread = spread;
        this.first = first * GROUP;
        this.step = step * GROUP;
        this.pitch = columns * GROUP;
        int room = step < 0 ? first / -step + 1 : Math.floorDiv(columns - 1 - first, step) + 1;
        this.pixels = Math.max(0, Math.min(width, room));
    }

    /** Floats of working memory: rows, and a bias and nine weights for each channel of a group. */
    int size() {
        return weights() + (1 + SIDE * SIDE) * GROUP;
    }

    /** Where a bias and nine weights are kept. */
    int weights() {
        return SIDE * pitch;
    }

    /**
     * Clears the borders, and takes the weights of a group.
     *
     * @param bias null for zeros
     */
    void begin(float[] weight, float[] bias, int channel, float[] scratch) {
        Arrays.fill(scratch, 0, weights() + GROUP, 0f);
        if (bias != null) {
            System.arraycopy(bias, channel, scratch, weights(), GROUP);
        }
        int to = weights() + GROUP;
        for (int c = 0; c < GROUP; c += LANES) {
            SWEEPS.take(SIDE * SIDE, ONE, weight, channel + c, channels, scratch, to + c, GROUP);
        }
    }

    /** Clears the borders of rows that have no weights. */
    void clear(float[] scratch) {
        Arrays.fill(scratch, 0, weights(), 0f);
    }

    /**
     * Takes some rows of a sample.
     *
     * @param channel the first one of the group
     */
    void take(float[] map, int sample, int channel, int begin, int end, float[] scratch) {
        for (int row = begin; row < end; row++) {
            int to = at(row);
            if (row < 0 || row % spread != 0 || row / spread >= height) {
                Arrays.fill(scratch, to, to + pitch, 0f);
                continue;
            }
            int from = (sample * height + row / spread) * width * channels + channel;
            for (int c = 0; c < GROUP; c += LANES) {
                SWEEPS.take(pixels, ONE, map, from + c, channels, scratch, to + first + c, step);
            }
        }
    }

    /**
     * The convolution of one window in three rows, for a vector of channels.
     *
     * @param column of the window
     * @param lane the first channel's distance from that of the group
     */
    void single(
            int row0,
            int row1,
            int row2,
            int column,
            int lane,
            float[] scratch,
            float[] output,
            int to,
            int step,
            float least) {
        int x = column * GROUP + lane;
        SWEEPS.depthwise3x3(
                1,
                ONE,
                scratch,
                at(row0) + x,
                scratch,
                at(row1) + x,
                scratch,
                at(row2) + x,
                GROUP,
                GROUP,
                scratch,
                weights() + GROUP + lane,
                GROUP,
                scratch,
                weights() + lane,
                output,
                to + column * step,
                step,
                least);
    }

    /** Where a row begins. */
    int at(int row) {
        return Math.floorMod(row, SIDE) * pitch;
    }
}
