package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.kernel.AccumulatorRows.TAPS;
import static dev.kiln.runtime.internal.panel.Panels.WIDTH;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.Arrays;

/**
 * Products in plain Java: a row of sums for each filter, which goes over some pixels. What these
 * pixels read is copied into rows, three numbers of a run at a time, and added to all sums.
 */
final class PlainProduct {

    /** Rows of sums: filters that share what is copied. */
    static final int SUMS = 256;

    /** Floats of all rows of sums, which stay in the second-level cache. */
    private static final int FLOATS = 1 << 16;

    private static final int SHORTEST = 128;

    /** Numbers in a row of sums at most. */
    static final int LENGTH = 1024;

    /** Pixels that are stored at a time. */
    private static final int BLOCK = 16;

    /** With fewer pixels rows of sums go over the filters. */
    private static final int FEWEST = 100;

    private PlainProduct() {}

    static void multiply(
            Product p,
            float[] source,
            int from,
            float[] panels,
            int weight,
            float[] bias,
            float[] target,
            int to,
            int pixels,
            float least,
            float[][] rows) {
        if (pixels < FEWEST) {
            FilterRows.multiply(
                    p, source, from, panels, weight, bias, target, to, pixels, least, rows);
            return;
        }
        for (int filter = p.firstFilter; filter < p.filters; filter += SUMS) {
            int sums = Math.min(SUMS, p.filters - filter);
            int length = Math.max(SHORTEST, Math.min(LENGTH, FLOATS / sums));
            int blocks = (pixels + length - 1) / length;
            int block = (pixels + blocks - 1) / blocks;
            for (int pixel = 0; pixel < pixels; pixel += block) {
                int n = Math.min(block, pixels - pixel);
                for (int s = 0; s < sums; s++) {
                    Arrays.fill(rows[TAPS + s], 0, n, bias == null ? 0 : bias[filter + s]);
                }
                add(p, source, from, panels, weight, pixel, n, filter, sums, rows);
                store(p, target, to + filter, pixel, n, sums, least, rows);
            }
        }
    }

    private static void add(
            Product p,
            float[] source,
            int from,
            float[] panels,
            int weight,
            int pixel,
            int n,
            int filter,
            int sums,
            float[][] rows) {
        int depth = 0;
        for (int run = 0; run < p.runs(); run++) {
            for (int k = 0; k < p.run; k += TAPS) {
                int taps = Math.min(TAPS, p.run - k);
                copy(p, source, from + p.run(run) + k, taps, pixel, n, rows);
                for (int s = 0; s < sums; s += WIDTH) {
                    AccumulatorRows.axpy(
                            n,
                            rows,
                            taps,
                            TAPS + s,
                            Math.min(WIDTH, sums - s),
                            panels,
                            weight + (filter + s) * p.depth() + (depth + k) * WIDTH,
                            WIDTH,
                            1);
                }
            }
            depth += p.run;
        }
    }

    private static void copy(
            Product p, float[] source, int start, int taps, int pixel, int n, float[][] rows) {
        int x = pixel % p.columns;
        int row = pixel / p.columns;
        for (int done = 0; done < n; ) {
            int length = Math.min(n - done, p.columns - x);
            int from = start + row * p.sourceRow + x * p.sourceColumn;
            if (taps == TAPS) {
                copy(source, from, p.sourceColumn, rows[0], rows[1], rows[2], done, length);
            } else {
                for (int tap = 0; tap < taps; tap++) {
                    copy(source, from + tap, p.sourceColumn, rows[tap], done, length);
                }
            }
            done += length;
            x = 0;
            row++;
        }
    }

    private static void copy(
            float[] source, int from, int step, float[] x, float[] y, float[] z, int to, int n) {
        int at = from;
        for (int i = to; i < to + n; i++) {
            x[i] = source[at];
            y[i] = source[at + 1];
            z[i] = source[at + 2];
            at += step;
        }
    }

    private static void copy(float[] source, int from, int step, float[] x, int to, int n) {
        int at = from;
        for (int i = to; i < to + n; i++) {
            x[i] = source[at];
            at += step;
        }
    }

    private static void store(
            Product p,
            float[] target,
            int to,
            int pixel,
            int n,
            int sums,
            float least,
            float[][] rows) {
        int x = pixel % p.columns;
        int row = pixel / p.columns;
        for (int done = 0; done < n; ) {
            int length = Math.min(n - done, p.columns - x);
            int at = to + row * p.targetRow + x * p.targetColumn;
            for (int i = 0; i < length; i += BLOCK) {
                int some = Math.min(BLOCK, length - i);
                store(rows, sums, done + i, some, target, at, p.targetColumn, least);
                at += some * p.targetColumn;
            }
            done += length;
            x = 0;
            row++;
        }
    }

    /** A few pixels of all sums: their lines of the target stay in the first cache. */
    private static void store(
            float[][] rows,
            int sums,
            int from,
            int n,
            float[] target,
            int to,
            int step,
            float least) {
        int s = 0;
        for (; s <= sums - 4; s += 4) {
            float[] a = rows[TAPS + s];
            float[] b = rows[TAPS + s + 1];
            float[] c = rows[TAPS + s + 2];
            float[] d = rows[TAPS + s + 3];
            store(a, b, c, d, from, n, target, to + s, step, least);
        }
        for (; s < sums; s++) {
            float[] row = rows[TAPS + s];
            for (int i = 0; i < n; i++) {
                target[to + s + i * step] = Math.max(row[from + i], least);
            }
        }
    }

    private static void store(
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            int from,
            int n,
            float[] target,
            int to,
            int step,
            float least) {
        int at = to;
        for (int i = from; i < from + n; i++) {
            target[at] = Math.max(a[i], least);
            target[at + 1] = Math.max(b[i], least);
            target[at + 2] = Math.max(c[i], least);
            target[at + 3] = Math.max(d[i], least);
            at += step;
        }
    }
}
