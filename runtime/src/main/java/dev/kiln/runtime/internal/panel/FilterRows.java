package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.kernel.AccumulatorRows.TAPS;
import static dev.kiln.runtime.internal.panel.Panels.WIDTH;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.Arrays;

/**
 * Products of few pixels in plain Java: a row of sums for each pixel, which goes over the filters.
 * Three rows of weights at a time are copied out of their panels and added to all sums, each times
 * the number that the pixel reads.
 */
final class FilterRows {

    private FilterRows() {}

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
        for (int filter = p.firstFilter; filter < p.filters; filter += PlainProduct.LENGTH) {
            int n = Math.min(PlainProduct.LENGTH, p.filters - filter);
            for (int pixel = 0; pixel < pixels; pixel++) {
                if (bias == null) {
                    Arrays.fill(rows[TAPS + pixel], 0, n, 0f);
                } else {
                    System.arraycopy(bias, filter, rows[TAPS + pixel], 0, n);
                }
            }
            add(p, source, from, panels, weight + filter * p.depth(), pixels, n, rows);
            for (int pixel = 0; pixel < pixels; pixel++) {
                store(rows[TAPS + pixel], n, target, to + filter + p.target(pixel), least);
            }
        }
    }

    private static void add(
            Product p,
            float[] source,
            int from,
            float[] panels,
            int weight,
            int pixels,
            int n,
            float[][] rows) {
        int depth = 0;
        for (int run = 0; run < p.runs(); run++) {
            for (int k = 0; k < p.run; k += TAPS) {
                int taps = Math.min(TAPS, p.run - k);
                for (int tap = 0; tap < taps; tap++) {
                    copy(panels, weight + (depth + k + tap) * WIDTH, p.depth(), rows[tap], n);
                }
                int at = from + p.run(run) + k;
                for (int pixel = 0; pixel < pixels; pixel += p.columns) {
                    AccumulatorRows.axpy(
                            n,
                            rows,
                            taps,
                            TAPS + pixel,
                            Math.min(p.columns, pixels - pixel),
                            source,
                            at + pixel / p.columns * p.sourceRow,
                            1,
                            p.sourceColumn);
                }
            }
            depth += p.run;
        }
    }

    /** A row of weights, which is cut into panels of so many rows. */
    private static void copy(float[] panels, int from, int depth, float[] row, int n) {
        for (int filter = 0; filter < n; filter += WIDTH) {
            int width = Math.min(WIDTH, n - filter);
            System.arraycopy(panels, from + filter * depth, row, filter, width);
        }
    }

    /** HotSpot makes vectors of loops over arrays that are indexed by the loop variable alone. */
    private static void store(float[] sums, int n, float[] target, int to, float least) {
        for (int filter = 0; filter < n; filter++) {
            sums[filter] = Math.max(sums[filter], least);
        }
        System.arraycopy(sums, 0, target, to, n);
    }
}
