package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;

import dev.kiln.Block;
import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Inception;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;

/** A convolution and two inception blocks on 32x32 color images. */
@Model(input = @Input(height = 32, width = 32, channels = 3))
class MiniInception {
    @Conv(filters = 32, kernel = 3, activation = RELU)
    Layer stem;

    @Pool(size = 2)
    Layer pool1;

    MixedA mixed1;
    MixedB mixed2;

    @Pool(type = GLOBAL_AVERAGE)
    Layer pool2;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;

    /** Four branches side by side. */
    @Inception
    static class MixedA {
        @Conv(filters = 16, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 16, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 32, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 8, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 16, kernel = 5, activation = RELU)
            Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(size = 3, stride = 1, padding = 1)
            Layer pool;

            @Conv(filters = 16, kernel = 1, activation = RELU)
            Layer project;
        }
    }

    /** Four branches side by side. */
    @Inception
    static class MixedB {
        @Conv(filters = 32, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 32, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 64, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 8, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 24, kernel = 5, activation = RELU)
            Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(size = 3, stride = 1, padding = 1)
            Layer pool;

            @Conv(filters = 24, kernel = 1, activation = RELU)
            Layer project;
        }
    }
}
