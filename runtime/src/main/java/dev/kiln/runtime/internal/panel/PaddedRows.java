package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;
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

    private static final int ONE = 1;
    private static final int TWO = 2;

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
        return bias() + GroupWeights.SIZE;
    }

    /** Clears rows and their borders, which stay zeros until the scratch is used for others. */
    void clear(float[] scratch) {
        Arrays.fill(scratch, 0, bias(), 0f);
    }

    /**
     * Takes the weights of a group.
     *
     * @param bias null for zeros
     */
    void takeWeights(float[] weight, float[] bias, int channel, float[] scratch) {
        GroupWeights.take(weight, bias, channel, channels, scratch, bias());
    }

    /**
     * Takes the rows of a window that are not there yet.
     *
     * @param channel the first one of the group
     * @param y the window's first row
     * @param next the first row that is not there
     * @return the row after the window's
     */
    int advance(float[] map, int sample, int channel, int y, int next, float[] scratch) {
        for (int row = Math.max(y, next); row < y + SIDE; row++) {
            take(map, sample, channel, row, scratch);
        }
        return y + SIDE;
    }

    private void take(float[] map, int sample, int channel, int row, float[] scratch) {
        int to = at(row);
        if (row < 0 || row % spread != 0 || row / spread >= height) {
            Arrays.fill(scratch, to, to + pitch, 0f);
            return;
        }
        int from = (sample * height + row / spread) * width * channels + channel;
        for (int c = 0; c < GROUP; c += LANES) {
            SWEEPS.take(pixels, ONE, map, from + c, channels, scratch, to + first + c, step);
        }
    }

    /**
     * The convolution of windows from the left to the right in three rows, for a vector of
     * channels.
     *
     * @param lane the first channel's distance from that of the group
     * @param step floats from one window's output to the next one's
     */
    void convolve(
            int row0,
            int row1,
            int row2,
            int windows,
            int lane,
            float[] scratch,
            float[] output,
            int to,
            int step,
            float least) {
        int pairs = windows / TWO * TWO;
        int x0 = at(row0) + lane;
        int x1 = at(row1) + lane;
        int x2 = at(row2) + lane;
        SWEEPS.depthwise3x3InPairs(
                pairs, TWO, scratch, x0, x1, x2, bias() + lane, output, to, step, least);
        if (pairs == windows) {
            return;
        }
        int x = pairs * GROUP;
        SWEEPS.depthwise3x3(
                1,
                ONE,
                scratch,
                x0 + x,
                scratch,
                x1 + x,
                scratch,
                x2 + x,
                GROUP,
                GROUP,
                scratch,
                weights() + lane,
                GROUP,
                scratch,
                bias() + lane,
                output,
                to + pairs * step,
                step,
                least);
    }

    /** Where a row begins. */
    int at(int row) {
        return Math.floorMod(row, SIDE) * pitch;
    }

    /** Where the biases are, after the rows. */
    private int bias() {
        return SIDE * pitch;
    }

    /** Where the weights are, after the biases. */
    private int weights() {
        return bias() + GROUP;
    }
}
