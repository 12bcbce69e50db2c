package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A 3x3 convolution in Winograd's tiles, and the definition.
 *
 * @param rows of the result
 * @param columns of the result
 * @param beside channels of the target that belong to others
 * @param band rows of tiles that go through at a time
 * @param turned whether weights are those of an input gradient
 */
record WinogradCase(
        int rows,
        int columns,
        int channels,
        int filters,
        int beside,
        int band,
        boolean turned,
        boolean bias,
        boolean relu) {

    private static final float MARK = 7777f;
    private static final int KERNEL = 3;
    private static final int SIDE = 4;

    /** Where arrays begin, so that no index is right by chance. */
    private static final int SOURCE = 5;

    private static final int TARGET = 3;
    private static final int WORK = 9;

    private static final int RANDOM = 60;

    static List<WinogradCase> all() {
        List<WinogradCase> cases = new ArrayList<>();
        Random random = new Random(29);
        for (int i = 0; i < RANDOM; i++) {
            cases.add(
                    new WinogradCase(
                            1 + random.nextInt(14),
                            1 + random.nextInt(14),
                            1 + random.nextInt(40),
                            1 + random.nextInt(70),
                            random.nextInt(3),
                            1 + random.nextInt(3),
                            random.nextBoolean(),
                            random.nextBoolean(),
                            random.nextBoolean()));
        }
        return cases;
    }

    /** Of the source, in a border that holds whole patches. */
    private int width() {
        return tiles(columns) * SIDE + 2;
    }

    private static int tiles(int length) {
        return (length + SIDE - 1) / SIDE;
    }

    private float[] source() {
        int size = (tiles(rows) * SIDE + 2) * width() * channels;
        return Numbers.NORMAL.draw(new Random(toString().hashCode()), SOURCE + size);
    }

    private float[] weight() {
        return Numbers.NORMAL.draw(new Random(1), KERNEL * KERNEL * channels * filters);
    }

    private float[] biases() {
        return bias ? Numbers.NORMAL.draw(new Random(2), filters) : null;
    }

    private float[] target() {
        float[] target = new float[TARGET + rows * columns * (filters + beside)];
        Arrays.fill(target, MARK);
        return target;
    }

    /** The target by {@link WinogradProduct}. */
    float[] computed() {
        int pixel = filters + beside;
        WinogradProduct product =
                new WinogradProduct(
                        width() * channels,
                        channels,
                        filters,
                        rows,
                        columns,
                        pixel,
                        columns * pixel,
                        band);
        float[] panels = new float[36 * channels * Panels.count(filters) * Panels.WIDTH];
        WinogradPanels.pack(weight(), channels, filters, turned, panels);
        float[] scratch = new float[WORK + product.scratch()];
        Arrays.fill(scratch, Float.NaN);
        float[] target = target();
        float[][] sums = AccumulatorRows.rows(Products.SUMS, Products.LENGTH);
        product.forward(
                source(), SOURCE, panels, biases(), target, TARGET, relu, scratch, WORK, sums);
        return target;
    }

    /** The first number that is not near the definition; empty if all are. */
    String difference() {
        float[] computed = computed();
        float[] source = source();
        float[] weight = weight();
        float[] biases = biases();
        for (int i = 0; i < computed.length; i++) {
            int pixel = (i - TARGET) / (filters + beside);
            int filter = (i - TARGET) % (filters + beside);
            boolean ours = i >= TARGET && filter < filters;
            double expected = MARK;
            double size = 0;
            if (ours) {
                expected = bias ? biases[filter] : 0;
                for (int d = 0; d < KERNEL * KERNEL * channels; d++) {
                    double product = (double) read(source, pixel, d) * weight(weight, d, filter);
                    expected += product;
                    size += Math.abs(product);
                }
                expected = relu ? Math.max(expected, 0) : expected;
            }
            if (!(Math.abs(computed[i] - expected) <= 1e-4 * size)) {
                return "%s: %s at %d instead of %s".formatted(this, computed[i], i, expected);
            }
        }
        return "";
    }

    private float read(float[] source, int pixel, int d) {
        int row = pixel / columns + d / channels / KERNEL;
        int column = pixel % columns + d / channels % KERNEL;
        return source[SOURCE + (row * width() + column) * channels + d % channels];
    }

    private float weight(float[] weight, int d, int filter) {
        int tap = d / channels;
        int channel = d % channels;
        return turned
                ? weight[((KERNEL * KERNEL - 1 - tap) * filters + filter) * channels + channel]
                : weight[(tap * channels + channel) * filters + filter];
    }
}
