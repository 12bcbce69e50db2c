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

/** ResNet-18 for ImageNet (He et al. 2015): 11,689,512 parameters. */
@Model(input = @Input(height = 224, width = 224, channels = 3))
@Regularize(batchNorm = true)
class ResNet18 {
    @Conv(filters = 64, kernel = 7, stride = 2, activation = RELU)
    Layer stem;

    @Pool(size = 3, stride = 2, padding = 1)
    Layer pool;

    @Stage(blocks = 2, width = 64)
    BasicBlock stage1;

    @Stage(blocks = 2, width = 128, stride = 2)
    BasicBlock stage2;

    @Stage(blocks = 2, width = 256, stride = 2)
    BasicBlock stage3;

    @Stage(blocks = 2, width = 512, stride = 2)
    BasicBlock stage4;

    @Pool(type = GLOBAL_AVERAGE)
    Layer average;

    @Dense(units = 1000, activation = SOFTMAX)
    Layer label;

    @Residual(activation = RELU)
    static class BasicBlock {
        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
        Layer first;

        @Conv(filters = WIDTH, kernel = 3)
        Layer second;
    }
}
