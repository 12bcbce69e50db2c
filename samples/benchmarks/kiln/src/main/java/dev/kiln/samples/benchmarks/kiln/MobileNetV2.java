package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.Sizes.IN;
import static dev.kiln.Sizes.STRIDE;
import static dev.kiln.Sizes.WIDTH;

import dev.kiln.Block;
import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Dropout;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;
import dev.kiln.Regularize;
import dev.kiln.Residual;
import dev.kiln.Shortcut;
import dev.kiln.Stage;

/**
 * MobileNet-v2 for ImageNet (Sandler et al. 2018) with ReLU where it has ReLU6: 3,504,872
 * parameters.
 */
@Model(input = @Input(height = 224, width = 224, channels = 3))
@Regularize(batchNorm = true)
class MobileNetV2 {
    @Conv(filters = 32, kernel = 3, stride = 2, activation = RELU)
    Layer stem;

    @Conv(filters = IN, kernel = 3, groups = IN, activation = RELU)
    Layer depthwise;

    @Conv(filters = 16, kernel = 1)
    Layer project;

    @Stage(width = 24, stride = 2)
    Inverted to24;

    @Stage(width = 24)
    InvertedResidual at24;

    @Stage(width = 32, stride = 2)
    Inverted to32;

    @Stage(blocks = 2, width = 32)
    InvertedResidual at32;

    @Stage(width = 64, stride = 2)
    Inverted to64;

    @Stage(blocks = 3, width = 64)
    InvertedResidual at64;

    @Stage(width = 96)
    Inverted to96;

    @Stage(blocks = 2, width = 96)
    InvertedResidual at96;

    @Stage(width = 160, stride = 2)
    Inverted to160;

    @Stage(blocks = 2, width = 160)
    InvertedResidual at160;

    @Stage(width = 320)
    Inverted to320;

    @Conv(filters = 1280, kernel = 1, activation = RELU)
    Layer features;

    @Pool(type = GLOBAL_AVERAGE)
    Layer average;

    @Dropout(rate = 0.2)
    Layer dropout;

    @Dense(units = 1000, activation = SOFTMAX)
    Layer label;

    @Block
    static class Inverted {
        @Conv(filters = 6 * IN, kernel = 1, activation = RELU)
        Layer expand;

        @Conv(filters = IN, kernel = 3, stride = STRIDE, groups = IN, activation = RELU)
        Layer depthwise;

        @Conv(filters = WIDTH, kernel = 1)
        Layer project;
    }

    @Residual(shortcut = Shortcut.IDENTITY)
    static class InvertedResidual {
        Inverted path;
    }
}
