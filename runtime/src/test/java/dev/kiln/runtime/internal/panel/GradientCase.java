package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A weight gradient of a convolution, and what it gives by a naive chain of fused multiply-adds for
 * each number.
 *
 * @param height of the input
 * @param width of the input
 * @param rows of the output
 * @param columns of the output
 * @param top rows of zeros above the input
 * @param left columns of zeros in front of it
 */
record GradientCase(
        int samples,
        int height,
        int width,
        int channels,
        int rows,
        int columns,
        int kernelRows,
        int kernelColumns,
        int stride,
        int dilation,
        int top,
        int left,
        int filters,
        Numbers numbers) {

    private static final int RANDOM = 60;

    static List<GradientCase> all() {
        List<GradientCase> cases = new ArrayList<>();
        // Both forms of the plain gradient, and tiles with and without a rest.
        for (int filters : new int[] {1, 4, 7, 8, 16, 17, 32, 33, 100}) {
            for (int channels : new int[] {1, 6, 12, 13, 50}) {
                cases.add(pointwise(13, channels, filters));
            }
        }
        // Longer than what is taken at a time: pixels, runs, sums, filters.
        cases.add(pointwise(193, 5, 40));
        cases.add(pointwise(400, 289, 9));
        cases.add(pointwise(7, 600, 33));
        cases.add(pointwise(4, 280, 300));
        cases.add(pointwise(4, 20, 1030));
        Random random = new Random(13);
        for (int i = 0; i < RANDOM; i++) {
            cases.add(random(random));
        }
        return cases;
    }

    private static GradientCase pointwise(int pixels, int channels, int filters) {
        return new GradientCase(
                1, 1, pixels, channels, 1, pixels, 1, 1, 1, 1, 0, 0, filters, Numbers.NORMAL);
    }

    private static GradientCase random(Random random) {
        int kernelRows = between(random, 1, 4);
        int kernelColumns = between(random, 1, 4);
        int dilation = between(random, 1, 3);
        int stride = between(random, 1, 3);
        int height = between(random, 1, 9);
        int width = between(random, 1, 9);
        int top = between(random, 0, 3);
        int left = between(random, 0, 3);
        return new GradientCase(
                between(random, 1, 4),
                height,
                width,
                between(random, 1, 20),
                outputs(height, top, between(random, 0, 3), kernelRows, stride, dilation),
                outputs(width, left, between(random, 0, 3), kernelColumns, stride, dilation),
                kernelRows,
                kernelColumns,
                stride,
                dilation,
                top,
                left,
                between(random, 1, 70),
                random.nextInt(4) == 0 ? Numbers.SPECIAL : Numbers.NORMAL);
    }

    private static int outputs(
            int inputs, int before, int behind, int kernel, int stride, int dilation) {
        int free = inputs + before + behind - (kernel - 1) * dilation - 1;
        return free < 0 ? 1 : free / stride + 1;
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private boolean joins() {
        return dilation == 1;
    }

    private int joined() {
        return joins() ? 1 : kernelColumns;
    }

    private int run() {
        return joins() ? kernelColumns * channels : channels;
    }

    Patches patches() {
        int[] runRows = new int[kernelRows * joined()];
        int[] runColumns = new int[runRows.length];
        for (int r = 0; r < runRows.length; r++) {
            runRows[r] = r / joined() * dilation - top;
            runColumns[r] = r % joined() * dilation - left;
        }
        return new Patches(
                height, width, channels, rows, columns, stride, stride, run(), runRows, runColumns);
    }

    int pixels() {
        return samples * rows * columns;
    }

    private int depth() {
        return kernelRows * kernelColumns * channels;
    }

    /** What a pixel of the output reads for a weight: 0 beyond the edge. */
    private float read(float[] input, int pixel, int weight) {
        int sample = pixel / (rows * columns);
        int row = pixel / columns % rows * stride + tap(weight) / kernelColumns * dilation - top;
        int column = pixel % columns * stride + tap(weight) % kernelColumns * dilation - left;
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        int at = ((sample * height + row) * width + column) * channels + weight % channels;
        return inside ? input[at] : 0;
    }

    private int tap(int weight) {
        return weight / channels;
    }

    /** The first number that differs from the chains; empty if none does. */
    String difference() {
        Random random = new Random(hashCode());
        float[] input = numbers.draw(random, samples * height * width * channels);
        float[] outputGradient = numbers.draw(random, pixels() * filters);
        float[] gradient = numbers.draw(random, depth() * filters);
        float[] expected = gradient.clone();
        for (int i = 0; i < expected.length; i++) {
            for (int pixel = 0; pixel < pixels(); pixel++) {
                float slope = outputGradient[pixel * filters + i % filters];
                expected[i] = Math.fma(read(input, pixel, i / filters), slope, expected[i]);
            }
        }
        float[] scratch = new float[WeightGradients.SCRATCH];
        Arrays.fill(scratch, Float.NaN);
        float[][] sums = AccumulatorRows.rows(Products.SUMS, Products.LENGTH);
        WeightGradients.add(
                patches(), samples, input, outputGradient, filters, gradient, scratch, sums);
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToIntBits(gradient[i]) != Float.floatToIntBits(expected[i])) {
                return "%s: %s at %d instead of %s".formatted(this, gradient[i], i, expected[i]);
            }
        }
        return "";
    }

    /** Likewise for all that pixels read. */
    String differenceOfPatches() {
        float[] input = Numbers.NORMAL.draw(new Random(1), samples * height * width * channels);
        int n = Math.max(1, run() / 2);
        float[] copies = new float[pixels() * n];
        for (int number = 0; number < kernelRows * joined(); number++) {
            for (int k = 0; k + n <= run(); k += n) {
                Arrays.fill(copies, Float.NaN);
                patches().copy(input, number, k, n, 1 % pixels(), pixels(), copies, 0, n);
                for (int i = 0; i < (pixels() - 1 % pixels()) * n; i++) {
                    int pixel = 1 % pixels() + i / n;
                    float expected = read(input, pixel, number * run() + k + i % n);
                    if (copies[i] != expected) {
                        return "run %d of %s: %s at %d instead of %s"
                                .formatted(number, this, copies[i], i, expected);
                    }
                }
            }
        }
        return "";
    }
}
