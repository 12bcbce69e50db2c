package dev.kiln.runtime.internal.panel;

/**
 * Loops over maps in plain Java. HotSpot makes vectors of those over arrays that are indexed by the
 * loop variable alone.
 */
final class PlainMaps {

    private PlainMaps() {}

    /** Sums of two, at least {@code least}. */
    static void sum(int begin, int end, float[] a, float[] b, float[] output, float least) {
        for (int i = begin; i < end; i++) {
            output[i] = Math.max(a[i] + b[i], least);
        }
    }

    /**
     * Maxima of three runs of numbers.
     *
     * @param lines working memory: three rows of {@link Products#LENGTH} floats, at least
     */
    static void largest(
            int n,
            float[] input,
            int first,
            int middle,
            int last,
            float[] output,
            int to,
            float[][] lines) {
        for (int begin = 0; begin < n; begin += Products.LENGTH) {
            int some = Math.min(Products.LENGTH, n - begin);
            System.arraycopy(input, first + begin, lines[0], 0, some);
            System.arraycopy(input, middle + begin, lines[1], 0, some);
            System.arraycopy(input, last + begin, lines[2], 0, some);
            largest(some, lines);
            System.arraycopy(lines[0], 0, output, to + begin, some);
        }
    }

    /** Maxima of the first three lines, into the first. */
    static void largest(int n, float[][] lines) {
        largest(n, lines[0], lines[1], lines[2]);
    }

    private static void largest(int n, float[] x, float[] y, float[] z) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.max(x[i], Math.max(y[i], z[i]));
        }
    }
}
