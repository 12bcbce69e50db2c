package dev.kiln.processor.emit.kernel.winograd;

import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Arrays;

/**
 * Winograd's F(4x4, 3x3) in the order that is promised, a tile and a pair of channels at a time,
 * and the definition in double precision.
 */
public final class WinogradReference {

    private static final int KERNEL = 3;
    private static final int SIDE = WinogradTiling.SIDE;
    private static final int PATCH = WinogradTiling.PATCH;
    private static final int POSITIONS = WinogradTiling.POSITIONS;

    private static final float A1 = 0.75f;
    private static final float A2 = 0.5625f;
    private static final float A3 = 0.421875f;
    private static final float B1 = 1.5f;
    private static final float B2 = 2.25f;
    private static final float B3 = 3.375f;
    private static final float SUM = 2.8125f;
    private static final float PRODUCT = 1.265625f;
    private static final float F = 64f / 81f;
    private static final float S = -128f / 243f;
    private static final float T = 32f / 243f;

    private WinogradReference() {}

    /** A number of the source, or a weight: rows, columns, and channels of source and result. */
    interface Weight {
        float at(int a, int b, int from, int to);
    }

    /** Before bias and activation; samples with channels last. */
    static float[] results(
            WinogradTiling tiles, float[] source, int samples, int results, Weight weight) {
        int channels = tiles.source().channels();
        float[][][] w = new float[results][channels][];
        for (int k = 0; k < results; k++) {
            for (int c = 0; c < channels; c++) {
                w[k][c] = weights(weight, c, k);
            }
        }
        float[] y = new float[samples * tiles.resultRows() * tiles.resultColumns() * results];
        for (int s = 0; s < samples; s++) {
            for (int t = 0; t < tiles.count(); t++) {
                float[][] u = patches(tiles, source, s, t);
                for (int k = 0; k < results; k++) {
                    float[] m = new float[POSITIONS];
                    for (int c = 0; c < channels; c++) {
                        addProducts(u[c], w[k][c], m);
                    }
                    ofRows(m, PATCH, WinogradReference::result);
                    ofColumns(m, SIDE, WinogradReference::result);
                    put(tiles, m, y, s, t, k, results);
                }
            }
        }
        return y;
    }

    private static void addProducts(float[] u, float[] w, float[] sums) {
        for (int p = 0; p < POSITIONS; p++) {
            sums[p] = Math.fma(u[p], w[p], sums[p]);
        }
    }

    private static void put(
            WinogradTiling tiles, float[] tile, float[] y, int s, int t, int k, int results) {
        for (int a = 0; a < SIDE; a++) {
            for (int b = 0; b < SIDE; b++) {
                int row = t / tiles.columns() * SIDE + a;
                int column = t % tiles.columns() * SIDE + b;
                if (row < tiles.resultRows() && column < tiles.resultColumns()) {
                    int pixel = (s * tiles.resultRows() + row) * tiles.resultColumns() + column;
                    y[pixel * results + k] = tile[PATCH * a + b];
                }
            }
        }
    }

    /** Of a tile, for each channel. */
    private static float[][] patches(WinogradTiling tiles, float[] source, int sample, int tile) {
        Shape shape = tiles.source();
        float[][] patches = new float[shape.channels()][POSITIONS];
        for (int c = 0; c < shape.channels(); c++) {
            float[] d = patches[c];
            for (int p = 0; p < POSITIONS; p++) {
                int row = tile / tiles.columns() * SIDE - tiles.top() + p / PATCH;
                int column = tile % tiles.columns() * SIDE - tiles.left() + p % PATCH;
                d[p] = pixel(source, shape, sample, row, column, c);
            }
            ofColumns(d, PATCH, WinogradReference::patch);
            ofRows(d, PATCH, WinogradReference::patch);
        }
        return patches;
    }

    static float pixel(float[] image, Shape shape, int sample, int row, int column, int c) {
        if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) {
            return 0;
        }
        int pixel = (sample * shape.height() + row) * shape.width() + column;
        return image[pixel * shape.channels() + c];
    }

    private static float[] weights(Weight weight, int c, int k) {
        float[] w = new float[POSITIONS];
        for (int a = 0; a < KERNEL; a++) {
            for (int b = 0; b < KERNEL; b++) {
                w[PATCH * a + b] = weight.at(a, b, c, k);
            }
        }
        ofColumns(w, KERNEL, WinogradReference::weight);
        ofRows(w, PATCH, WinogradReference::weight);
        return w;
    }

    /** What is added to the gradient by the weights, which lie as those of the convolution. */
    static float[] weightGradient(
            WinogradTiling tiles, float[] input, float[] outputGradient, int samples, int filters) {
        int channels = tiles.source().channels();
        Shape output = new Shape(tiles.resultRows(), tiles.resultColumns(), filters);
        float[][] m = new float[channels * filters][POSITIONS];
        for (int s = 0; s < samples; s++) {
            for (int t = 0; t < tiles.count(); t++) {
                float[][] u = patches(tiles, input, s, t);
                for (int k = 0; k < filters; k++) {
                    float[] d = slopes(tiles, output, outputGradient, s, t, k);
                    for (int c = 0; c < channels; c++) {
                        addProducts(u[c], d, m[c * filters + k]);
                    }
                }
            }
        }
        float[] gradient = new float[KERNEL * KERNEL * channels * filters];
        for (int i = 0; i < m.length; i++) {
            ofColumns(m[i], PATCH, WinogradReference::weightGradient);
            ofRows(m[i], KERNEL, WinogradReference::weightGradient);
            for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                gradient[tap * m.length + i] = m[i][PATCH * (tap / KERNEL) + tap % KERNEL];
            }
        }
        return gradient;
    }

    private static float[] slopes(
            WinogradTiling tiles, Shape output, float[] outputGradient, int s, int t, int k) {
        float[] d = new float[POSITIONS];
        for (int a = 0; a < SIDE; a++) {
            for (int b = 0; b < SIDE; b++) {
                int row = t / tiles.columns() * SIDE + a;
                int column = t % tiles.columns() * SIDE + b;
                d[PATCH * a + b] = pixel(outputGradient, output, s, row, column, k);
            }
        }
        ofColumns(d, SIDE, WinogradReference::slope);
        ofRows(d, PATCH, WinogradReference::slope);
        return d;
    }

    /** One of six numbers, or of the first of them. */
    private interface Transform {
        float[] of(float[] x);
    }

    private static void ofColumns(float[] m, int columns, Transform transform) {
        for (int q = 0; q < columns; q++) {
            float[] x = new float[PATCH];
            for (int i = 0; i < PATCH; i++) {
                x[i] = m[PATCH * i + q];
            }
            float[] y = transform.of(x);
            for (int i = 0; i < y.length; i++) {
                m[PATCH * i + q] = y[i];
            }
        }
    }

    private static void ofRows(float[] m, int rows, Transform transform) {
        for (int i = 0; i < rows; i++) {
            float[] y = transform.of(Arrays.copyOfRange(m, PATCH * i, PATCH * (i + 1)));
            System.arraycopy(y, 0, m, PATCH * i, y.length);
        }
    }

    private static float[] patch(float[] d) {
        float e = Math.fma(-B2, d[2], d[4]);
        float o = Math.fma(-B2, d[1], d[3]);
        float g = Math.fma(-A2, d[2], d[4]);
        float p = Math.fma(-A2, d[1], d[3]);
        return new float[] {
            Math.fma(PRODUCT, d[0], Math.fma(-SUM, d[2], d[4])),
            Math.fma(A1, o, e),
            Math.fma(-A1, o, e),
            Math.fma(B1, p, g),
            Math.fma(-B1, p, g),
            Math.fma(PRODUCT, d[1], Math.fma(-SUM, d[3], d[5]))
        };
    }

    private static float[] result(float[] m) {
        float p = m[1] + m[2];
        float q = m[1] - m[2];
        float r = m[3] + m[4];
        float v = m[3] - m[4];
        return new float[] {
            (m[0] + p) + r,
            Math.fma(B1, v, A1 * q),
            Math.fma(B2, r, A2 * p),
            Math.fma(A3, q, Math.fma(B3, v, m[5]))
        };
    }

    private static float[] weight(float[] g) {
        float r = Math.fma(A2, g[2], g[0]);
        float v = Math.fma(B2, g[2], g[0]);
        return new float[] {
            F * g[0],
            S * Math.fma(A1, g[1], r),
            S * Math.fma(-A1, g[1], r),
            T * Math.fma(B1, g[1], v),
            T * Math.fma(-B1, g[1], v),
            g[2]
        };
    }

    private static float[] slope(float[] e) {
        float x = Math.fma(A2, e[2], e[0]);
        float z = Math.fma(A2, e[3], e[1]);
        float u = Math.fma(B2, e[2], e[0]);
        float v = Math.fma(B2, e[3], e[1]);
        return new float[] {
            e[0],
            Math.fma(A1, z, x),
            Math.fma(-A1, z, x),
            Math.fma(B1, v, u),
            Math.fma(-B1, v, u),
            e[3]
        };
    }

    private static float[] weightGradient(float[] m) {
        float p = S * (m[1] + m[2]);
        float q = S * (m[1] - m[2]);
        float r = T * (m[3] + m[4]);
        float v = T * (m[3] - m[4]);
        return new float[] {
            Math.fma(F, m[0], p + r),
            Math.fma(B1, v, A1 * q),
            Math.fma(B2, r, Math.fma(A2, p, m[5]))
        };
    }

    /**
     * The definition, and the scale of rounding errors: the largest sum of absolute values among
     * those that are made of the same 36 sums, but at least 1.
     */
    record Exact(double sum, double scale) {}

    /** Of {@link #results}. */
    static Exact[] exactResults(
            WinogradTiling tiles, float[] source, int samples, int results, Weight weight) {
        int columns = tiles.resultColumns();
        int pixels = tiles.resultRows() * columns;
        double[] sums = new double[samples * pixels * results];
        double[] scales = new double[samples * tiles.count() * results];
        int[] scale = new int[sums.length];
        for (int i = 0; i < sums.length; i++) {
            int pixel = i / results;
            int row = pixel % pixels / columns;
            int column = pixel % columns;
            int tile = pixel / pixels * tiles.rows() + row / SIDE;
            scale[i] = (tile * tiles.columns() + column / SIDE) * results + i % results;
            double size = 0;
            for (int tap = 0; tap < KERNEL * KERNEL; tap++) {
                int a = tap / KERNEL;
                int b = tap % KERNEL;
                int r = row - tiles.top() + a;
                int q = column - tiles.left() + b;
                for (int c = 0; c < tiles.source().channels(); c++) {
                    double x = pixel(source, tiles.source(), pixel / pixels, r, q, c);
                    double product = x * weight.at(a, b, c, i % results);
                    sums[i] += product;
                    size += Math.abs(product);
                }
            }
            scales[scale[i]] = Math.max(scales[scale[i]], size);
        }
        return exact(sums, scales, scale);
    }

    private static Exact[] exact(double[] sums, double[] scales, int[] scale) {
        Exact[] exact = new Exact[sums.length];
        for (int i = 0; i < exact.length; i++) {
            exact[i] = new Exact(sums[i], Math.max(1, scales[scale[i]]));
        }
        return exact;
    }

    /** Of {@link #weightGradient}. */
    static Exact[] exactWeightGradient(
            WinogradTiling tiles, float[] input, float[] slope, int samples, int filters) {
        Shape output = new Shape(tiles.resultRows(), tiles.resultColumns(), filters);
        int pairs = tiles.source().channels() * filters;
        double[] sums = new double[KERNEL * KERNEL * pairs];
        double[] scales = new double[pairs];
        int[] scale = new int[sums.length];
        for (int i = 0; i < sums.length; i++) {
            int tap = i / pairs;
            int c = i % pairs / filters;
            double size = 0;
            for (int p = 0; p < samples * output.pixels(); p++) {
                int s = p / output.pixels();
                int row = p / output.width() % output.height();
                int column = p % output.width();
                int r = row - tiles.top() + tap / KERNEL;
                int q = column - tiles.left() + tap % KERNEL;
                double x = pixel(input, tiles.source(), s, r, q, c);
                double product = x * pixel(slope, output, s, row, column, i % filters);
                sums[i] += product;
                size += Math.abs(product);
            }
            scale[i] = i % pairs;
            scales[i % pairs] = Math.max(scales[i % pairs], size);
        }
        return exact(sums, scales, scale);
    }
}
