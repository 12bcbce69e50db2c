package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.AVERAGE;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.Sizes.IN;
import static dev.kiln.Sizes.WIDTH;

import dev.kiln.Activate;
import dev.kiln.BatchNorm;
import dev.kiln.Block;
import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Identity;
import dev.kiln.Inception;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;
import dev.kiln.Stage;

/** DenseNet-121 for ImageNet (Huang et al. 2016): 7,978,856 parameters. */
@Model(input = @Input(height = 224, width = 224, channels = 3))
class DenseNet121 {
    @Conv(filters = 64, kernel = 7, stride = 2, bias = false)
    Layer stem;

    @BatchNorm Layer norm1;

    @Activate(RELU)
    Layer relu1;

    @Pool(size = 3, stride = 2, padding = 1)
    Layer pool;

    @Stage(blocks = 6, width = 32)
    Grown block1;

    Transition transition1;

    @Stage(blocks = 12, width = 32)
    Grown block2;

    Transition transition2;

    @Stage(blocks = 24, width = 32)
    Grown block3;

    Transition transition3;

    @Stage(blocks = 16, width = 32)
    Grown block4;

    @BatchNorm Layer norm2;

    @Activate(RELU)
    Layer relu2;

    @Pool(type = GLOBAL_AVERAGE)
    Layer average;

    @Dense(units = 1000, activation = SOFTMAX)
    Layer label;

    /** Its input with as many channels more as its width. */
    @Inception
    static class Grown {
        @Identity Layer before;

        Added added;

        @Block
        static class Added {
            @BatchNorm Layer norm1;

            @Activate(RELU)
            Layer relu1;

            @Conv(filters = 4 * WIDTH, kernel = 1, bias = false)
            Layer reduce;

            @BatchNorm Layer norm2;

            @Activate(RELU)
            Layer relu2;

            @Conv(filters = WIDTH, kernel = 3, bias = false)
            Layer conv;
        }
    }

    @Block
    static class Transition {
        @BatchNorm Layer norm;

        @Activate(RELU)
        Layer relu;

        @Conv(filters = IN / 2, kernel = 1, bias = false)
        Layer conv;

        @Pool(type = AVERAGE, size = 2)
        Layer pool;
    }
}
