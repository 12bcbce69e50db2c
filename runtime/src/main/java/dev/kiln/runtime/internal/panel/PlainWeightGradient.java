package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.kernel.AccumulatorRows.TAPS;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;

/**
 * Gradients of weights in plain Java: rows of sums that go over the floats of a run or over the
 * filters, whichever are more, to which what belongs to three pixels is added at a time.
 */
final class PlainWeightGradient {

    private PlainWeightGradient() {}

    /** {@code n} floats of a run of pixels {@code begin} to {@code end} are in the scratch. */
    static void add(
            int n,
            int begin,
            int end,
            float[] outputGradient,
            int filters,
            float[] gradient,
            int to,
            float[] scratch,
            float[][] rows) {
        if (n >= filters) {
            overRun(n, begin, end, outputGradient, filters, gradient, to, scratch, rows);
        } else {
            overFilters(n, begin, end, outputGradient, filters, gradient, to, scratch, rows);
        }
    }

    private static void overRun(
            int n,
            int begin,
            int end,
            float[] outputGradient,
            int filters,
            float[] gradient,
            int to,
            float[] scratch,
            float[][] rows) {
        for (int filter = 0; filter < filters; filter += PlainProduct.SUMS) {
            int sums = Math.min(PlainProduct.SUMS, filters - filter);
            for (int s = 0; s < sums; s++) {
                float[] row = rows[TAPS + s];
                for (int k = 0; k < n; k++) {
                    row[k] = gradient[to + k * filters + filter + s];
                }
            }
            for (int pixel = begin; pixel < end; pixel += TAPS) {
                int taps = Math.min(TAPS, end - pixel);
                for (int tap = 0; tap < taps; tap++) {
                    System.arraycopy(scratch, (pixel - begin + tap) * n, rows[tap], 0, n);
                }
                AccumulatorRows.axpy(
                        n,
                        rows,
                        taps,
                        TAPS,
                        sums,
                        outputGradient,
                        pixel * filters + filter,
                        filters,
                        1);
            }
            for (int s = 0; s < sums; s++) {
                float[] row = rows[TAPS + s];
                for (int k = 0; k < n; k++) {
                    gradient[to + k * filters + filter + s] = row[k];
                }
            }
        }
    }

    private static void overFilters(
            int n,
            int begin,
            int end,
            float[] outputGradient,
            int filters,
            float[] gradient,
            int to,
            float[] scratch,
            float[][] rows) {
        for (int filter = 0; filter < filters; filter += PlainProduct.LENGTH) {
            int length = Math.min(PlainProduct.LENGTH, filters - filter);
            for (int first = 0; first < n; first += PlainProduct.SUMS) {
                int sums = Math.min(PlainProduct.SUMS, n - first);
                int at = to + first * filters + filter;
                for (int s = 0; s < sums; s++) {
                    System.arraycopy(gradient, at + s * filters, rows[TAPS + s], 0, length);
                }
                for (int pixel = begin; pixel < end; pixel += TAPS) {
                    int taps = Math.min(TAPS, end - pixel);
                    for (int tap = 0; tap < taps; tap++) {
                        System.arraycopy(
                                outputGradient,
                                (pixel + tap) * filters + filter,
                                rows[tap],
                                0,
                                length);
                    }
                    AccumulatorRows.axpy(
                            length,
                            rows,
                            taps,
                            TAPS,
                            sums,
                            scratch,
                            (pixel - begin) * n + first,
                            n,
                            1);
                }
                for (int s = 0; s < sums; s++) {
                    System.arraycopy(rows[TAPS + s], 0, gradient, at + s * filters, length);
                }
            }
        }
    }
}
