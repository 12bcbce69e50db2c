package dev.kiln.runtime.internal.image;

/**
 * Weights of the pixels of a line in the pixels that it is scaled to, in exact whole numbers. A
 * shorter line gets means over areas (a box filter), of which pixels on an edge are parts; a longer
 * one is interpolated between the centers of pixels.
 */
final class Axis {

    private final int[] first;
    private final long[][] weights;
    private final long total;

    Axis(int from, int to) {
        first = new int[to];
        weights = new long[to][];
        total = to <= from ? from : 2L * to;
        for (int i = 0; i < to; i++) {
            if (to <= from) {
                area(i, from, to);
            } else {
                between(i, from, to);
            }
        }
    }

    /** In units of which a pixel has {@code to}, pixel i of the result covers {@code from}. */
    private void area(int i, long from, long to) {
        long begin = i * from;
        long end = begin + from;
        int last = (int) ((end - 1) / to);
        first[i] = (int) (begin / to);
        weights[i] = new long[last - first[i] + 1];
        for (int k = 0; k < weights[i].length; k++) {
            long pixel = (first[i] + k) * to;
            weights[i][k] = Math.min(end, pixel + to) - Math.max(begin, pixel);
        }
    }

    /** The center of pixel i is at {@code (i + 1/2) * from / to - 1/2}, in units of 1 / (2 to). */
    private void between(int i, long from, long to) {
        long center = (2L * i + 1) * from - to;
        long left = Math.floorDiv(center, 2 * to);
        long part = Math.floorMod(center, 2 * to);
        if (left < 0 || left >= from - 1) {
            first[i] = left < 0 ? 0 : (int) from - 1;
            weights[i] = new long[] {total};
        } else {
            first[i] = (int) left;
            weights[i] = new long[] {total - part, part};
        }
    }

    /** Number of pixels of the result. */
    int length() {
        return first.length;
    }

    /** The first pixel that counts in pixel {@code i} of the result; grows with i. */
    int first(int i) {
        return first[i];
    }

    /** The last pixel that counts in pixel {@code i} of the result; grows with i. */
    int last(int i) {
        return first[i] + weights[i].length - 1;
    }

    /** Weights from the first to the last pixel. */
    long[] weights(int i) {
        return weights[i];
    }

    /** The sum of the weights, equal for all pixels of the result. */
    long total() {
        return total;
    }
}
