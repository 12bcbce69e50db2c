package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A convolution as a product, and what it gives by a naive chain of fused multiply-adds for each
 * number.
 *
 * @param rows of the target
 * @param columns of the target
 * @param beside channels of the target that belong to others
 * @param phases distance of pixels in the target; those in between belong to others
 * @param missing pixels of the last row that are not asked for
 */
record ProductCase(
        int rows,
        int columns,
        int channels,
        int kernelRows,
        int kernelColumns,
        int stride,
        int dilation,
        int filters,
        int beside,
        int phases,
        int missing,
        boolean bias,
        boolean relu,
        Numbers numbers) {

    private static final float MARK = 7777f;

    /** Where arrays begin, so that no index is right by chance. */
    private static final int SOURCE = 5;

    private static final int PANELS = 7;
    private static final int TARGET = 3;
    private static final int WORK = 9;

    /** The forms of a product. */
    enum Form {
        /** The one that the runtime chooses. */
        CHOSEN,
        PLAIN,
        /** Vectors, with pixels where they are. */
        VECTOR,
        /** Vectors, with packed pixels. */
        PACKED;

        boolean serves(ProductCase c) {
            return this != PACKED || c.phases == 1;
        }
    }

    private int width() {
        return (columns - 1) * stride + (kernelColumns - 1) * dilation + 1;
    }

    private int pitch() {
        return width() * channels;
    }

    /** Neighboring kernel columns are one run where they read neighbors. */
    private boolean joins() {
        return dilation == 1;
    }

    private int run() {
        return joins() ? kernelColumns * channels : channels;
    }

    private int[] runs() {
        int joined = joins() ? 1 : kernelColumns;
        return IntStream.range(0, kernelRows * joined)
                .map(r -> r / joined * dilation * pitch() + r % joined * dilation * channels)
                .toArray();
    }

    private int pixels() {
        return rows * columns - missing;
    }

    private int depth() {
        return kernelRows * kernelColumns * channels;
    }

    private int targetColumn() {
        return phases * (filters + beside);
    }

    private int targetRow() {
        return phases * columns * targetColumn();
    }

    private Product product() {
        return new Product(
                columns,
                stride * channels,
                stride * pitch(),
                targetColumn(),
                targetRow(),
                filters,
                run(),
                runs());
    }

    /** The first number that differs between a form and the chains; empty if none does. */
    String difference(Form form) {
        Random random = new Random(hashCode());
        int height = (rows - 1) * stride + (kernelRows - 1) * dilation + 1;
        float[] source = numbers.draw(random, SOURCE + height * pitch());
        float[] weight = numbers.draw(random, depth() * filters);
        float[] biases = bias ? numbers.draw(random, filters) : null;
        float[] target = new float[TARGET + rows * phases * targetRow()];
        Arrays.fill(target, MARK);
        float[] expected = expected(source, weight, biases, target.clone());
        multiply(form, source, panels(weight), biases, target);
        for (int i = 0; i < target.length; i++) {
            if (Float.floatToIntBits(target[i]) != Float.floatToIntBits(expected[i])) {
                return "%s of %s: %s at %d instead of %s"
                        .formatted(form, this, target[i], i, expected[i]);
            }
        }
        return "";
    }

    private float[] expected(float[] source, float[] weight, float[] biases, float[] target) {
        int[] runs = runs();
        for (int pixel = 0; pixel < pixels(); pixel++) {
            int at = SOURCE + pixel / columns * stride * pitch();
            at += pixel % columns * stride * channels;
            int to = TARGET + pixel / columns * targetRow() + pixel % columns * targetColumn();
            for (int filter = 0; filter < filters; filter++) {
                float sum = bias ? biases[filter] : 0;
                for (int d = 0; d < depth(); d++) {
                    float x = source[at + runs[d / run()] + d % run()];
                    sum = Math.fma(x, weight[d * filters + filter], sum);
                }
                target[to + filter] = relu ? Math.max(sum, 0) : sum;
            }
        }
        return target;
    }

    /** Columns that nobody asked for must not count, whatever they are. */
    private float[] panels(float[] weight) {
        int count = Panels.count(filters);
        float[] panels = new float[PANELS + count * depth() * Panels.WIDTH];
        Arrays.fill(panels, Float.NaN);
        for (int d = 0; d < depth(); d++) {
            for (int filter = 0; filter < filters; filter++) {
                int row = filter / Panels.WIDTH * depth() + d;
                panels[PANELS + row * Panels.WIDTH + filter % Panels.WIDTH] =
                        weight[d * filters + filter];
            }
        }
        return panels;
    }

    private void multiply(
            Form form, float[] source, float[] panels, float[] biases, float[] target) {
        Product product = product();
        float least = relu ? 0 : Float.NEGATIVE_INFINITY;
        float[] scratch = new float[WORK + Products.SCRATCH];
        Arrays.fill(scratch, Float.NaN);
        float[][] sums = AccumulatorRows.rows(Products.SUMS, Products.LENGTH);
        for (float[] row : sums) {
            Arrays.fill(row, Float.NaN);
        }
        switch (form) {
            case CHOSEN ->
                    Products.multiply(
                            product, pixels(), source, SOURCE, panels, PANELS, biases, target,
                            TARGET, relu, scratch, WORK, sums);
            case PLAIN ->
                    PlainProduct.multiply(
                            product, source, SOURCE, panels, PANELS, biases, target, TARGET,
                            pixels(), least, sums);
            case VECTOR ->
                    VectorProduct.multiply(
                            product, source, SOURCE, panels, PANELS, biases, target, TARGET,
                            pixels(), least, scratch, WORK);
            case PACKED ->
                    PackedProduct.multiply(
                            product, source, SOURCE, panels, PANELS, biases, target, TARGET,
                            pixels(), least, scratch, WORK);
        }
    }
}
