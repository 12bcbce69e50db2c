package dev.kiln.runtime.internal.kernel;

import static dev.kiln.runtime.internal.kernel.WinogradRowTransforms.PATCH;
import static dev.kiln.runtime.internal.kernel.WinogradRowTransforms.SIDE;

import java.util.Arrays;

/**
 * A 3x3 convolution in Winograd's tiles (see {@link WinogradRowTransforms}) with a row of numbers,
 * one for each tile, for each channel. The 36 positions are gone through six at a time, so that
 * their rows stay in the cache.
 *
 * <p>The rows: 4 of working memory; 6 x channels of transformed patches; 6 x results of sums; 16 x
 * results of what is computed, in the order of the pixels (0, 0), (0, 1) to (3, 3) of a tile.
 *
 * <p>The source: for each channel 24 planes of {@code size} numbers; plane {@code 6 * (r % 4) + q}
 * holds column q of the patches, and their row r from {@code r / 4 * pitch} on.
 */
public final class WinogradRowConvolution {

    /** Rows of working memory. */
    public static final int SPARE = 4;

    private static final int PLANES = SIDE * PATCH;

    /** How many sums take what is loaded of three tiles in one pass. */
    private static final int SUMS = 3;

    private WinogradRowConvolution() {}

    /**
     * Computes rows of results.
     *
     * @param n tiles
     * @param planes the source
     * @param size numbers of a plane
     * @param pitch distance of rows that are four pixels apart
     * @param rows modified
     * @param weight 36 matrices [channels x results] of transformed weights
     * @param weightPitch distance of these
     */
    public static void convolve(
            int n,
            float[] planes,
            int size,
            int pitch,
            int channels,
            int results,
            float[][] rows,
            float[] weight,
            int weightPitch) {
        for (int i = 0; i < PATCH; i++) {
            patches(i, n, planes, size, pitch, channels, rows);
            for (int j = 0; j < PATCH; j++) {
                int at = (PATCH * i + j) * weightPitch;
                products(j, n, channels, results, rows, weight, at);
            }
            results(i, n, channels, results, rows);
        }
    }

    private static int sums(int channels) {
        return SPARE + PATCH * channels;
    }

    /** Row i of the transformed patches: first the columns, of whose rows it sees some. */
    private static void patches(
            int i, int n, float[] planes, int size, int pitch, int channels, float[][] rows) {
        boolean edge = i == 0 || i == PATCH - 1;
        int first = i == 0 ? 0 : 1;
        int step = edge ? 2 : 1;
        int seen = edge ? 3 : 4;
        for (int c = 0; c < channels; c++) {
            for (int q = 0; q < PATCH; q++) {
                for (int k = 0; k < seen; k++) {
                    int r = first + k * step;
                    int plane = c * PLANES + r % SIDE * PATCH + q;
                    System.arraycopy(planes, plane * size + r / SIDE * pitch, rows[k], 0, n);
                }
                float[] patch = rows[SPARE + q * channels + c];
                if (edge) {
                    WinogradRowTransforms.patchEdge(n, rows[0], rows[1], rows[2], patch);
                } else {
                    WinogradRowTransforms.patchInner(
                            i, n, rows[0], rows[1], rows[2], rows[3], patch);
                }
            }
            WinogradRowTransforms.patch(rows, SPARE + c, channels, n);
        }
    }

    private static void products(
            int j, int n, int channels, int results, float[][] rows, float[] weight, int at) {
        int first = sums(channels) + j * results;
        for (int k = 0; k < results; k++) {
            Arrays.fill(rows[first + k], 0, n, 0f);
        }
        for (int c = 0; c < channels; c += AccumulatorRows.TAPS) {
            AccumulatorRows.axpy(
                    n,
                    rows,
                    SPARE + j * channels + c,
                    Math.min(AccumulatorRows.TAPS, channels - c),
                    first,
                    results,
                    weight,
                    at + c * results,
                    results,
                    1);
        }
    }

    /**
     * Adds what the row i of positions gives: {@link WinogradRowTransforms#result}, a row at a
     * time.
     */
    private static void results(int i, int n, int channels, int results, float[][] rows) {
        int sums = sums(channels);
        int computed = sums + PATCH * results;
        for (int k = 0; k < results; k++) {
            WinogradRowTransforms.result(rows, sums + k, results, n);
            for (int x = 0; x < SIDE; x++) {
                float[] sum = rows[sums + x * results + k];
                result(i, n, sum, rows, computed + x * results + k, SIDE * results);
            }
        }
    }

    private static void result(int i, int n, float[] sum, float[][] rows, int at, int step) {
        float[] y0 = rows[at];
        float[] y1 = rows[at + step];
        float[] y2 = rows[at + 2 * step];
        float[] y3 = rows[at + 3 * step];
        switch (i) {
            case 0 -> System.arraycopy(sum, 0, y0, 0, n);
            case 1 -> System.arraycopy(sum, 0, y1, 0, n);
            case 2 -> {
                System.arraycopy(sum, 0, y2, 0, n);
                WinogradRowTransforms.differenceAndSum(n, y1, y2);
            }
            case 3 -> System.arraycopy(sum, 0, y3, 0, n);
            case 4 -> {
                WinogradRowTransforms.differenceAndSum(n, y3, sum);
                WinogradRowTransforms.evenResults(n, y0, y2, sum);
            }
            default -> WinogradRowTransforms.oddResults(n, y1, y3, sum);
        }
    }

    /**
     * Adds the products of patches and gradients of some tiles to the sums of a weight gradient:
     * rows 0 to 35 hold the patches, tile after tile with channels last, the next 36 the
     * transformed gradients, the next three are working memory; behind them there is a row of sums,
     * one for each channel, for each position and filter.
     */
    public static void addTiles(int tiles, int channels, int filters, float[][] rows) {
        int spare = 2 * WinogradRowTransforms.POSITIONS;
        float[] x0 = rows[spare];
        float[] x1 = rows[spare + 1];
        float[] x2 = rows[spare + 2];
        for (int p = 0; p < WinogradRowTransforms.POSITIONS; p++) {
            float[] patch = rows[p];
            float[] slope = rows[WinogradRowTransforms.POSITIONS + p];
            int first = spare + AccumulatorRows.TAPS + p * filters;
            int tile = 0;
            for (; tile <= tiles - AccumulatorRows.TAPS; tile += AccumulatorRows.TAPS) {
                System.arraycopy(patch, tile * channels, x0, 0, channels);
                System.arraycopy(patch, (tile + 1) * channels, x1, 0, channels);
                System.arraycopy(patch, (tile + 2) * channels, x2, 0, channels);
                int k = 0;
                for (; k <= filters - SUMS; k += SUMS) {
                    int u = tile * filters + k;
                    int v = u + filters;
                    int w = v + filters;
                    addThree(
                            channels,
                            x0,
                            x1,
                            x2,
                            rows[first + k],
                            slope[u],
                            slope[v],
                            slope[w],
                            rows[first + k + 1],
                            slope[u + 1],
                            slope[v + 1],
                            slope[w + 1],
                            rows[first + k + 2],
                            slope[u + 2],
                            slope[v + 2],
                            slope[w + 2]);
                }
                for (; k < filters; k++) {
                    int at = tile * filters + k;
                    float[] sum = rows[first + k];
                    float d1 = slope[at + filters];
                    addThree(channels, x0, x1, x2, sum, slope[at], d1, slope[at + 2 * filters]);
                }
            }
            for (; tile < tiles; tile++) {
                System.arraycopy(patch, tile * channels, x0, 0, channels);
                for (int k = 0; k < filters; k++) {
                    addOne(channels, x0, rows[first + k], slope[tile * filters + k]);
                }
            }
        }
    }

    /**
     * Not that of {@link AccumulatorRows}: C2 unrolls a loop for the number of rounds that it has
     * seen.
     */
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

    private static void addThree(
            int n, float[] x0, float[] x1, float[] x2, float[] y, float w0, float w1, float w2) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x2[j], w2, Math.fma(x1[j], w1, Math.fma(x0[j], w0, y[j])));
        }
    }

    private static void addOne(int n, float[] x, float[] y, float w) {
        for (int j = 0; j < n; j++) {
            y[j] = Math.fma(x[j], w, y[j]);
        }
    }

    /** The sums of {@link #addTiles}, to begin with. */
    public static void clearSums(int channels, int filters, float[][] rows) {
        int first = 2 * WinogradRowTransforms.POSITIONS + AccumulatorRows.TAPS;
        for (int row = 0; row < WinogradRowTransforms.POSITIONS * filters; row++) {
            Arrays.fill(rows[first + row], 0, channels, 0f);
        }
    }

    /** The sums of {@link #addTiles}, as 36 blocks of weights with filters last. */
    public static void takeSums(int channels, int filters, float[][] rows, float[] sums, int to) {
        int first = 2 * WinogradRowTransforms.POSITIONS + AccumulatorRows.TAPS;
        for (int row = 0; row < WinogradRowTransforms.POSITIONS * filters; row++) {
            float[] sum = rows[first + row];
            int at = to + row / filters * channels * filters + row % filters;
            for (int c = 0; c < channels; c++) {
                sums[at + c * filters] = sum[c];
            }
        }
    }
}
