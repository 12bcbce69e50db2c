package dev.kiln.runtime.internal.kernel;

/**
 * Long rows of sums to which several rows of numbers are added at once: the form of a matrix
 * product that HotSpot's C2 turns into vectors. It does so only where every array is indexed by the
 * loop variable alone, and where the body is small; so rows are arrays of their own, and three go
 * into three sums at a time, nine products for six loads and three stores. Four rows into two sums,
 * or three into four, JDK 17 leaves scalar. With a small method between {@link #axpy} and the
 * loops, a perceptron trained at a fifth of the speed in some processes; why is not known. Each sum
 * is one chain of fused multiply-adds, in the order of the calls and, within a call, of the taps.
 */
public final class AccumulatorRows {

    /** How many rows of numbers one call adds at most. They are the first ones of all rows. */
    public static final int TAPS = 3;

    /** How many sums take what is loaded of these rows in one pass. */
    private static final int SUMS = 3;

    /** Floats in a cache line, and those that an array's header takes the place of. */
    private static final int LINE = 16;

    private static final int HEADER = 4;

    private AccumulatorRows() {}

    /**
     * Rows for {@link #axpy}: {@link #TAPS}, and behind them the sums.
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
    public static void axpy(
            int n,
            float[][] rows,
            int taps,
            int first,
            int sums,
            float[] weight,
            int at,
            int tapStep,
            int sumStep) {
        axpy(n, rows, 0, taps, first, sums, weight, at, tapStep, sumStep);
    }

    /**
     * The same with any rows: {@code from} and those that follow it.
     *
     * @param from index of the first row that is added
     */
    public static void axpy(
            int n,
            float[][] rows,
            int from,
            int taps,
            int first,
            int sums,
            float[] weight,
            int at,
            int tapStep,
            int sumStep) {
        float[] x0 = rows[from];
        float[] x1 = rows[from + Math.min(1, taps - 1)];
        float[] x2 = rows[from + taps - 1];
        int s = 0;
        for (; s <= sums - SUMS; s += SUMS) {
            float[] a = rows[first + s];
            float[] b = rows[first + s + 1];
            float[] c = rows[first + s + 2];
            int u = at + s * sumStep;
            int v = u + sumStep;
            int w = v + sumStep;
            if (taps == TAPS) {
                addThree(
                        n,
                        x0,
                        x1,
                        x2,
                        a,
                        weight[u],
                        weight[u + tapStep],
                        weight[u + 2 * tapStep],
                        b,
                        weight[v],
                        weight[v + tapStep],
                        weight[v + 2 * tapStep],
                        c,
                        weight[w],
                        weight[w + tapStep],
                        weight[w + 2 * tapStep]);
            } else if (taps == 2) {
                addTwo(
                        n,
                        x0,
                        x1,
                        a,
                        weight[u],
                        weight[u + tapStep],
                        b,
                        weight[v],
                        weight[v + tapStep],
                        c,
                        weight[w],
                        weight[w + tapStep]);
            } else {
                addOne(n, x0, a, weight[u], b, weight[v], c, weight[w]);
            }
        }
        for (; s < sums; s++) {
            float[] y = rows[first + s];
            int w = at + s * sumStep;
            if (taps == TAPS) {
                addThree(n, x0, x1, x2, y, weight[w], weight[w + tapStep], weight[w + 2 * tapStep]);
            } else if (taps == 2) {
                addTwo(n, x0, x1, y, weight[w], weight[w + tapStep]);
            } else {
                addOne(n, x0, y, weight[w]);
            }
        }
    }

    /** Everything is read before anything is written: no row is a sum, but C2 can't know that. */
    private static void addThree(
            int n,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] a,
            float a0,
            float a1,
            float a2,
            float[] b,
            float b0,
            float b1,
            float b2,
            float[] c,
            float c0,
            float c1,
            float c2) {
        for (int j = 0; j < n; j++) {
            float p = x0[j];
            float q = x1[j];
            float r = x2[j];
            float s = a[j];
            float t = b[j];
            float u = c[j];
            a[j] = Math.fma(r, a2, Math.fma(q, a1, Math.fma(p, a0, s)));
            b[j] = Math.fma(r, b2, Math.fma(q, b1, Math.fma(p, b0, t)));
            c[j] = Math.fma(r, c2, Math.fma(q, c1, Math.fma(p, c0, u)));
        }
    }

    private static void addTwo(
            int n,
            float[] x0,
            float[] x1,
            float[] a,
            float a0,
            float a1,
            float[] b,
            float b0,
            float b1,
            float[] c,
            float c0,
            float c1) {
        for (int j = 0; j < n; j++) {
            float p = x0[j];
            float q = x1[j];
            float s = a[j];
            float t = b[j];
            float u = c[j];
            a[j] = Math.fma(q, a1, Math.fma(p, a0, s));
            b[j] = Math.fma(q, b1, Math.fma(p, b0, t));
            c[j] = Math.fma(q, c1, Math.fma(p, c0, u));
        }
    }

    private static void addOne(
            int n, float[] x0, float[] a, float a0, float[] b, float b0, float[] c, float c0) {
        for (int j = 0; j < n; j++) {
            float p = x0[j];
            float s = a[j];
            float t = b[j];
            float u = c[j];
            a[j] = Math.fma(p, a0, s);
            b[j] = Math.fma(p, b0, t);
            c[j] = Math.fma(p, c0, u);
        }
    }

    private static void addThree(
            int n, float[] x0, float[] x1, float[] x2, float[] y, float w0, float w1, float w2) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x2[j], w2, Math.fma(x1[j], w1, Math.fma(x0[j], w0, y[j])));
        }
    }

    private static void addTwo(int n, float[] x0, float[] x1, float[] y, float w0, float w1) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x1[j], w1, Math.fma(x0[j], w0, y[j]));
        }
    }

    private static void addOne(int n, float[] x0, float[] y, float w0) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x0[j], w0, y[j]);
        }
    }
}
