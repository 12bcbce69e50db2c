package dev.kiln.processor.emit.plain;

import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.kernel.Tiles;

/**
 * Winograd's F(2x2, 3x3) in the order that is promised, a tile and a pair of channels at a time,
 * and the definition in double precision.
 */
final class WinogradReference {

    private WinogradReference() {}

    /** A number of the source, or a weight: rows, columns, and channels of source and result. */
    interface Weight {
        float at(int a, int b, int from, int to);
    }

    /** Before bias and activation; samples with channels last. */
    static float[] results(Tiles tiles, float[] source, int samples, int results, Weight weight) {
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
                    float[] m = new float[16];
                    for (int c = 0; c < channels; c++) {
                        for (int p = 0; p < 16; p++) {
                            m[p] = Math.fma(u[c][p], w[k][c][p], m[p]);
                        }
                    }
                    for (int i = 0; i < 4; i++) {
                        float[] r = {m[4 * i], m[4 * i + 1], m[4 * i + 2], m[4 * i + 3]};
                        m[4 * i] = (r[0] + r[1]) + r[2];
                        m[4 * i + 1] = (r[1] - r[2]) - r[3];
                    }
                    for (int q = 0; q < 2; q++) {
                        float[] r = {m[q], m[4 + q], m[8 + q], m[12 + q]};
                        put(tiles, y, s, t, 0, q, k, results, (r[0] + r[1]) + r[2]);
                        put(tiles, y, s, t, 1, q, k, results, (r[1] - r[2]) - r[3]);
                    }
                }
            }
        }
        return y;
    }

    private static void put(
            Tiles tiles, float[] y, int s, int t, int a, int b, int k, int results, float value) {
        int row = t / tiles.columns() * 2 + a;
        int column = t % tiles.columns() * 2 + b;
        if (row < tiles.resultRows() && column < tiles.resultColumns()) {
            int pixel = (s * tiles.resultRows() + row) * tiles.resultColumns() + column;
            y[pixel * results + k] = value;
        }
    }

    /** Of a tile, for each channel. */
    private static float[][] patches(Tiles tiles, float[] source, int sample, int tile) {
        Shape shape = tiles.source();
        float[][] patches = new float[shape.channels()][16];
        for (int c = 0; c < shape.channels(); c++) {
            float[] d = patches[c];
            for (int p = 0; p < 16; p++) {
                int row = tile / tiles.columns() * 2 - tiles.top() + p / 4;
                int column = tile % tiles.columns() * 2 - tiles.left() + p % 4;
                d[p] = pixel(source, shape, sample, row, column, c);
            }
            for (int q = 0; q < 4; q++) {
                patch(d, q, 4);
            }
            for (int i = 0; i < 4; i++) {
                patch(d, 4 * i, 1);
            }
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

    private static void patch(float[] d, int at, int step) {
        float[] r = {d[at], d[at + step], d[at + 2 * step], d[at + 3 * step]};
        d[at] = r[0] - r[2];
        d[at + step] = r[1] + r[2];
        d[at + 2 * step] = r[2] - r[1];
        d[at + 3 * step] = r[1] - r[3];
    }

    private static float[] weights(Weight weight, int c, int k) {
        float[] w = new float[16];
        for (int b = 0; b < 3; b++) {
            float[] g = {weight.at(0, b, c, k), weight.at(1, b, c, k), weight.at(2, b, c, k)};
            spread(w, b, 4, g);
        }
        for (int i = 0; i < 4; i++) {
            spread(w, 4 * i, 1, new float[] {w[4 * i], w[4 * i + 1], w[4 * i + 2]});
        }
        return w;
    }

    private static void spread(float[] w, int at, int step, float[] g) {
        float s = g[0] + g[2];
        w[at] = g[0];
        w[at + step] = (s + g[1]) * 0.5f;
        w[at + 2 * step] = (s - g[1]) * 0.5f;
        w[at + 3 * step] = g[2];
    }

    /** What is added to the gradient by the weights, which lie as those of the convolution. */
    static float[] weightGradient(
            Tiles tiles, float[] input, float[] outputGradient, int samples, int filters) {
        int channels = tiles.source().channels();
        Shape output = new Shape(tiles.resultRows(), tiles.resultColumns(), filters);
        float[][] m = new float[channels * filters][16];
        for (int s = 0; s < samples; s++) {
            for (int t = 0; t < tiles.count(); t++) {
                float[][] u = patches(tiles, input, s, t);
                for (int k = 0; k < filters; k++) {
                    float[] d = slopes(tiles, output, outputGradient, s, t, k);
                    for (int c = 0; c < channels; c++) {
                        float[] sums = m[c * filters + k];
                        for (int p = 0; p < 16; p++) {
                            sums[p] = Math.fma(u[c][p], d[p], sums[p]);
                        }
                    }
                }
            }
        }
        float[] gradient = new float[9 * channels * filters];
        for (int i = 0; i < m.length; i++) {
            for (int q = 0; q < 4; q++) {
                gather(m[i], q, 4);
            }
            for (int a = 0; a < 3; a++) {
                gather(m[i], 4 * a, 1);
                for (int b = 0; b < 3; b++) {
                    gradient[(3 * a + b) * m.length + i] = m[i][4 * a + b];
                }
            }
        }
        return gradient;
    }

    private static float[] slopes(
            Tiles tiles, Shape output, float[] outputGradient, int s, int t, int k) {
        float[] d = new float[16];
        int row = t / tiles.columns() * 2;
        int column = t % tiles.columns() * 2;
        for (int q = 0; q < 2; q++) {
            spreadSlope(
                    d,
                    q,
                    4,
                    pixel(outputGradient, output, s, row, column + q, k),
                    pixel(outputGradient, output, s, row + 1, column + q, k));
        }
        for (int i = 0; i < 4; i++) {
            spreadSlope(d, 4 * i, 1, d[4 * i], d[4 * i + 1]);
        }
        return d;
    }

    private static void spreadSlope(float[] d, int at, int step, float e0, float e1) {
        d[at] = e0;
        d[at + step] = e0 + e1;
        d[at + 2 * step] = e0 - e1;
        d[at + 3 * step] = -e1;
    }

    private static void gather(float[] m, int at, int step) {
        float[] r = {m[at], m[at + step], m[at + 2 * step], m[at + 3 * step]};
        float half = (r[1] + r[2]) * 0.5f;
        m[at] = r[0] + half;
        m[at + step] = (r[1] - r[2]) * 0.5f;
        m[at + 2 * step] = half + r[3];
    }

    /** The definition, and the sum of absolute values, which is the scale of rounding errors. */
    record Exact(double sum, double scale) {}

    static Exact result(
            Tiles tiles, float[] source, int sample, int row, int column, int to, Weight weight) {
        double sum = 0;
        double scale = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                for (int c = 0; c < tiles.source().channels(); c++) {
                    int r = row - tiles.top() + a;
                    int q = column - tiles.left() + b;
                    double x = pixel(source, tiles.source(), sample, r, q, c);
                    double product = x * weight.at(a, b, c, to);
                    sum += product;
                    scale += Math.abs(product);
                }
            }
        }
        return new Exact(sum, scale);
    }

    static Exact weightGradient(
            Tiles tiles, float[] input, float[] slope, int samples, int filters, int at) {
        Shape output = new Shape(tiles.resultRows(), tiles.resultColumns(), filters);
        int k = at % filters;
        int c = at / filters % tiles.source().channels();
        int tap = at / filters / tiles.source().channels();
        double sum = 0;
        double scale = 0;
        for (int i = 0; i < samples * output.pixels(); i++) {
            int column = i % output.width();
            int row = i / output.width() % output.height();
            int s = i / output.pixels();
            int r = row - tiles.top() + tap / 3;
            int q = column - tiles.left() + tap % 3;
            double product =
                    (double) pixel(input, tiles.source(), s, r, q, c)
                            * pixel(slope, output, s, row, column, k);
            sum += product;
            scale += Math.abs(product);
        }
        return new Exact(sum, scale);
    }
}
