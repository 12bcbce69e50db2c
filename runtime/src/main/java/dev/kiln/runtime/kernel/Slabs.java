package dev.kiln.runtime.kernel;

/**
 * Long rows of sums to which several rows of numbers are added at once: the form of a matrix
 * product that HotSpot's C2 turns into vectors. It does so only where every array is indexed by the
 * loop variable alone, and where the body is small; so rows are arrays of their own, and three
 * numbers go into two sums at a time. Each sum is one chain of fused multiply-adds, in the order of
 * the calls and, within a call, of the taps.
 */
public final class Slabs {

    /** How many rows of numbers one call adds at most. They are the first ones of all rows. */
    public static final int TAPS = 3;

    /** Floats in a cache line, and those that an array's header takes the place of. */
    private static final int LINE = 16;

    private static final int HEADER = 4;

    private Slabs() {}

    /**
     * Rows for {@code add}: {@link #TAPS}, and behind them the sums.
     *
     * @param sums how many rows of sums
     * @param length numbers in each row, at least
     */
    public static float[][] rows(int sums, int length) {
        // Arrays that are made one after the other begin at the same place of a cache line.
        int whole = (length + HEADER + LINE - 1) / LINE * LINE - HEADER;
        return new float[TAPS + sums][whole];
    }

    /**
     * Adds the first {@code taps} rows, each times a weight, to {@code sums} rows of sums: {@code
     * rows[first + s][j] += weight[at + t * tapStep + s * sumStep] * rows[t][j]}.
     *
     * @param n how many numbers of each row
     * @param taps rows that are added, 1 to {@link #TAPS}
     * @param first index of the first row of sums, at least {@link #TAPS}
     * @param sums how many rows of sums; modified
     * @param at index of the weight of the first tap in the first sum
     */
    public static void add(
            int n,
            float[][] rows,
            int taps,
            int first,
            int sums,
            float[] weight,
            int at,
            int tapStep,
            int sumStep) {
        int s = 0;
        int w = at;
        for (; s + 2 <= sums; s += 2) {
            float[] y = rows[first + s];
            float[] z = rows[first + s + 1];
            switch (taps) {
                case 3 -> threeToTwo(n, rows, y, z, weight, w, tapStep, sumStep);
                case 2 -> twoToTwo(n, rows[0], rows[1], y, z, weight, w, tapStep, sumStep);
                default -> oneToTwo(n, rows[0], y, z, weight[w], weight[w + sumStep]);
            }
            w += 2 * sumStep;
        }
        if (s < sums) {
            float[] y = rows[first + s];
            switch (taps) {
                case 3 -> threeToOne(n, rows[0], rows[1], rows[2], y, weight, w, tapStep);
                case 2 -> twoToOne(n, rows[0], rows[1], y, weight[w], weight[w + tapStep]);
                default -> oneToOne(n, rows[0], y, weight[w]);
            }
        }
    }

    private static void threeToTwo(
            int n, float[][] rows, float[] y, float[] z, float[] weight, int at, int tap, int sum) {
        float[] x0 = rows[0];
        float[] x1 = rows[1];
        float[] x2 = rows[2];
        float y0 = weight[at];
        float y1 = weight[at + tap];
        float y2 = weight[at + 2 * tap];
        float z0 = weight[at + sum];
        float z1 = weight[at + sum + tap];
        float z2 = weight[at + sum + 2 * tap];
        for (int j = 0; j < n; j++) {
            float a = x0[j];
            float b = x1[j];
            float c = x2[j];
            float p = y[j];
            float q = z[j];
            y[j] = Math.fma(c, y2, Math.fma(b, y1, Math.fma(a, y0, p)));
            z[j] = Math.fma(c, z2, Math.fma(b, z1, Math.fma(a, z0, q)));
        }
    }

    private static void twoToTwo(
            int n,
            float[] x0,
            float[] x1,
            float[] y,
            float[] z,
            float[] weight,
            int at,
            int tap,
            int sum) {
        float y0 = weight[at];
        float y1 = weight[at + tap];
        float z0 = weight[at + sum];
        float z1 = weight[at + sum + tap];
        for (int j = 0; j < n; j++) {
            float a = x0[j];
            float b = x1[j];
            float p = y[j];
            float q = z[j];
            y[j] = Math.fma(b, y1, Math.fma(a, y0, p));
            z[j] = Math.fma(b, z1, Math.fma(a, z0, q));
        }
    }

    private static void oneToTwo(int n, float[] x, float[] y, float[] z, float y0, float z0) {
        for (int j = 0; j < n; j++) {
            float a = x[j];
            float p = y[j];
            float q = z[j];
            y[j] = Math.fma(a, y0, p);
            z[j] = Math.fma(a, z0, q);
        }
    }

    private static void threeToOne(
            int n, float[] x0, float[] x1, float[] x2, float[] y, float[] weight, int at, int tap) {
        float y0 = weight[at];
        float y1 = weight[at + tap];
        float y2 = weight[at + 2 * tap];
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x2[j], y2, Math.fma(x1[j], y1, Math.fma(x0[j], y0, y[j])));
        }
    }

    private static void twoToOne(int n, float[] x0, float[] x1, float[] y, float y0, float y1) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x1[j], y1, Math.fma(x0[j], y0, y[j]));
        }
    }

    private static void oneToOne(int n, float[] x, float[] y, float y0) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x[j], y0, y[j]);
        }
    }
}
