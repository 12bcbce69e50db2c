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

/** ResNet-20 for 32x32 color images (He et al. 2015), with 1x1 projections. */
@Model(input = @Input(height = 32, width = 32, channels = 3))
@Regularize(batchNorm = true)
class ResNet20 {
    @Conv(filters = 16, kernel = 3, activation = RELU)
    Layer stem;

    @Stage(blocks = 3, width = 16)
    BasicBlock stage1;

    @Stage(blocks = 3, width = 32, stride = 2)
    BasicBlock stage2;

    @Stage(blocks = 3, width = 64, stride = 2)
    BasicBlock stage3;

    @Pool(type = GLOBAL_AVERAGE)
    Layer pool;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;

    @Residual(activation = RELU)
    static class BasicBlock {
        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
        Layer first;

        @Conv(filters = WIDTH, kernel = 3)
        Layer second;
    }
}
