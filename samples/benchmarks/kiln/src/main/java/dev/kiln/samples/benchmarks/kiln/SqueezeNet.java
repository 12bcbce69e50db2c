package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.Sizes.VALID;
import static dev.kiln.Sizes.WIDTH;

import dev.kiln.Activate;
import dev.kiln.Block;
import dev.kiln.Conv;
import dev.kiln.Dropout;
import dev.kiln.Inception;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;
import dev.kiln.Stage;

/** SqueezeNet 1.1 for ImageNet (Iandola et al. 2016): 1,235,496 parameters. */
@Model(input = @Input(height = 224, width = 224, channels = 3))
class SqueezeNet {
    @Conv(filters = 64, kernel = 3, stride = 2, padding = VALID, activation = RELU)
    Layer stem;

    @Pool(size = 3, stride = 2)
    Layer pool1;

    @Stage(blocks = 2, width = 16)
    Fire fire1;

    @Pool(size = 3, stride = 2)
    Layer pool2;

    @Stage(blocks = 2, width = 32)
    Fire fire2;

    @Pool(size = 3, stride = 2)
    Layer pool3;

    @Stage(blocks = 2, width = 48)
    Fire fire3;

    @Stage(blocks = 2, width = 64)
    Fire fire4;

    @Dropout(rate = 0.5)
    Layer dropout;

    @Conv(filters = 1000, kernel = 1, activation = RELU)
    Layer classes;

    @Pool(type = GLOBAL_AVERAGE)
    Layer average;

    @Activate(SOFTMAX)
    Layer label;

    @Block
    static class Fire {
        @Conv(filters = WIDTH, kernel = 1, activation = RELU)
        Layer squeeze;

        @Stage(width = WIDTH)
        Expand expand;

        @Inception
        static class Expand {
            @Conv(filters = 4 * WIDTH, kernel = 1, activation = RELU)
            Layer one;

            @Conv(filters = 4 * WIDTH, kernel = 3, activation = RELU)
            Layer three;
        }
    }
}
