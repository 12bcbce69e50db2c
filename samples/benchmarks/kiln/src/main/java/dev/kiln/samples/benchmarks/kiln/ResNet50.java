package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.Sizes.STRIDE;
import static dev.kiln.Sizes.WIDTH;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;
import dev.kiln.Regularize;
import dev.kiln.Residual;
import dev.kiln.Stage;

/**
 * ResNet-50 for ImageNet (He et al. 2015) with the stride in the 3x3 convolution, as torchvision
 * has it: 25,557,032 parameters.
 */
@Model(input = @Input(height = 224, width = 224, channels = 3))
@Regularize(batchNorm = true)
class ResNet50 {
    @Conv(filters = 64, kernel = 7, stride = 2, activation = RELU)
    Layer stem;

    @Pool(size = 3, stride = 2, padding = 1)
    Layer pool;

    @Stage(blocks = 3, width = 64)
    Bottleneck stage1;

    @Stage(blocks = 4, width = 128, stride = 2)
    Bottleneck stage2;

    @Stage(blocks = 6, width = 256, stride = 2)
    Bottleneck stage3;

    @Stage(blocks = 3, width = 512, stride = 2)
    Bottleneck stage4;

    @Pool(type = GLOBAL_AVERAGE)
    Layer average;

    @Dense(units = 1000, activation = SOFTMAX)
    Layer label;

    @Residual(activation = RELU)
    static class Bottleneck {
        @Conv(filters = WIDTH, kernel = 1, activation = RELU)
        Layer reduce;

        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
        Layer conv;

        @Conv(filters = 4 * WIDTH, kernel = 1)
        Layer expand;
    }
}
