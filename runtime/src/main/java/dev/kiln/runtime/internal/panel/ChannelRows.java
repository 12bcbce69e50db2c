package dev.kiln.runtime.internal.panel;

import java.util.Arrays;

/** Channels of neighboring pixels in rows of their own, one pixel after the other. */
final class ChannelRows {

    private ChannelRows() {}

    /**
     * Numbers that belong to channels, once for each pixel.
     *
     * @param numbers null for zeros
     */
    static void repeat(float[] numbers, int from, int channels, int pixels, float[] row) {
        if (numbers == null) {
            Arrays.fill(row, 0, pixels * channels, 0f);
            return;
        }
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(numbers, from, row, i * channels, channels);
        }
    }

    /**
     * Takes pixels out of a map.
     *
     * @param total channels of the map
     */
    static void take(float[] map, int from, int total, int channels, int pixels, float[] row) {
        if (channels == total) {
            System.arraycopy(map, from, row, 0, pixels * channels);
            return;
        }
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(map, from + i * total, row, i * channels, channels);
        }
    }

    /**
     * Gives pixels to a map.
     *
     * @param total channels of the map
     */
    static void give(float[] row, int channels, int pixels, float[] map, int to, int total) {
        if (channels == total) {
            System.arraycopy(row, 0, map, to, pixels * channels);
            return;
        }
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(row, i * channels, map, to + i * total, channels);
        }
    }
}
