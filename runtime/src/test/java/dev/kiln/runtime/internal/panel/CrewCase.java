package dev.kiln.runtime.internal.panel;

import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.Random;

/** Work on one sample that is large enough to be divided among a crew. */
enum CrewCase {

    /** Rows of pixels, the last one not whole. */
    PRODUCT {
        @Override
        float[] run(Random random) {
            return product(random, 23, 22, 23 * 22 - 5, 33);
        }
    },

    /** Pixels of one row. */
    LONG_PRODUCT {
        @Override
        float[] run(Random random) {
            return product(random, 1, 501, 501, 33);
        }
    },

    /** Panels of weights, the last one not whole. */
    DEEP_PRODUCT {
        @Override
        float[] run(Random random) {
            return product(random, 7, 7, 47, 397);
        }
    },

    /** A band of rows of tiles for each thread. */
    WINOGRAD {
        @Override
        float[] run(Random random) {
            return new WinogradCase(30, 13, 20, 35, 2, 2, false, true, true).computed();
        }
    },

    /** Fewer bands than threads, which go through each together. */
    WINOGRAD_IN_PHASES {
        @Override
        float[] run(Random random) {
            return new WinogradCase(15, 18, 20, 35, 2, 4, false, true, true).computed();
        }
    },

    /** With three threads fewer bands than threads, the last one not whole. */
    WINOGRAD_OF_TWO_BANDS {
        @Override
        float[] run(Random random) {
            return new WinogradCase(27, 13, 20, 35, 2, 4, false, true, true).computed();
        }
    },

    MAX_POOL {
        @Override
        float[] run(Random random) {
            int side = 127;
            int half = 64;
            int total = CHANNELS + 3;
            float[] input = Numbers.NORMAL.draw(random, side * side * CHANNELS);
            float[] output = new float[half * half * total];
            new MaxPool(side, side, CHANNELS, half, half, 3, 3, 2, 2, 1, 1)
                    .forward(
                            1,
                            input,
                            output,
                            2,
                            total,
                            new float[side * CHANNELS],
                            VectorCase.lines());
            return output;
        }
    },

    DEPTHWISE {
        @Override
        float[] run(Random random) {
            int side = 127;
            float[] input = Numbers.NORMAL.draw(random, side * side * CHANNELS);
            float[] weight = Numbers.NORMAL.draw(random, 9 * CHANNELS);
            float[] bias = Numbers.NORMAL.draw(random, CHANNELS);
            float[] output = new float[input.length];
            float[] scratch = new float[(3 * (side + 2) + 10) * 16];
            new Depthwise(side, side, CHANNELS, side, side, 1, 1, 1, 1)
                    .forward(1, input, weight, bias, output, true, scratch, VectorCase.lines());
            return output;
        }
    },

    /** Threads get parts of samples. */
    DEPTHWISE_SMALL {
        @Override
        float[] run(Random random) {
            int side = 7;
            int channels = 960;
            int samples = 11;
            float[] input = Numbers.NORMAL.draw(random, samples * side * side * channels);
            float[] weight = Numbers.NORMAL.draw(random, 9 * channels);
            float[] output = new float[input.length];
            new Depthwise(side, side, channels, side, side, 1, 1, 1, 1)
                    .forward(
                            samples,
                            input,
                            weight,
                            null,
                            output,
                            false,
                            new float[SmallDepthwise.MOST],
                            VectorCase.lines());
            return output;
        }
    },

    NORMALIZE {
        @Override
        float[] run(Random random) {
            int pixels = 16_001;
            float[] input = Numbers.NORMAL.draw(random, pixels * CHANNELS);
            float[] addend = Numbers.NORMAL.draw(random, pixels * CHANNELS);
            float[] mean = Numbers.NORMAL.draw(random, CHANNELS);
            float[] factor = Numbers.NORMAL.draw(random, CHANNELS);
            float[] shift = Numbers.NORMAL.draw(random, CHANNELS);
            int total = CHANNELS + 3;
            float[] output = new float[pixels * total];
            Maps.normalize(
                    pixels,
                    CHANNELS,
                    input,
                    mean,
                    factor,
                    shift,
                    addend,
                    output,
                    2,
                    total,
                    true,
                    VectorCase.lines());
            return output;
        }
    },

    SUM {
        @Override
        float[] run(Random random) {
            int size = 500_003;
            float[] output = new float[size];
            float[] a = Numbers.NORMAL.draw(random, size);
            Maps.sum(size, a, Numbers.NORMAL.draw(random, size), output, true);
            return output;
        }
    };

    private static final int CHANNELS = 32;

    float[] run() {
        return run(new Random(name().hashCode()));
    }

    abstract float[] run(Random random);

    private static float[] product(Random random, int rows, int columns, int pixels, int filters) {
        float[] source = Numbers.NORMAL.draw(random, rows * columns * CHANNELS);
        float[] weight = Numbers.NORMAL.draw(random, CHANNELS * filters);
        float[] panels = new float[Panels.count(filters) * CHANNELS * Panels.WIDTH];
        Panels.pack(weight, CHANNELS, filters, panels);
        float[] target = new float[rows * columns * filters];
        Product product =
                new Product(
                        columns,
                        CHANNELS,
                        columns * CHANNELS,
                        filters,
                        columns * filters,
                        filters,
                        CHANNELS,
                        0);
        Products.multiply(
                product,
                pixels,
                source,
                0,
                panels,
                0,
                null,
                target,
                0,
                true,
                new float[Products.SCRATCH],
                0,
                AccumulatorRows.rows(Products.SUMS, Products.LENGTH));
        return target;
    }
}
