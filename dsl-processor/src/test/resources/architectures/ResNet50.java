package architectures;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.PoolType.MAX;
import static dev.kiln.Sizes.STRIDE;
import static dev.kiln.Sizes.WIDTH;

import dev.kiln.*;

/**
 * He et al., "Deep Residual Learning for Image Recognition", 2016, in the form that torchvision has:
 * the stride is that of the 3x3 convolution.
 */
@Model(input = @Input(height = 224, width = 224, channels = 3))
@Regularize(batchNorm = true)
class ResNet50 {
    @Conv(filters = 64, kernel = 7, stride = 2, activation = RELU) Layer conv1;
    @Pool(type = MAX, size = 3, stride = 2, padding = 1) Layer pool;
    @Stage(blocks = 3, width = 64) Bottleneck layer1;
    @Stage(blocks = 4, width = 128, stride = 2) Bottleneck layer2;
    @Stage(blocks = 6, width = 256, stride = 2) Bottleneck layer3;
    @Stage(blocks = 3, width = 512, stride = 2) Bottleneck layer4;
    @Pool(type = GLOBAL_AVERAGE) Layer average;
    @Dense(units = 1000, activation = SOFTMAX) Layer label;

    @Residual(activation = RELU)
    static class Bottleneck {
        @Conv(filters = WIDTH, kernel = 1, activation = RELU) Layer reduce;
        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU) Layer conv;
        @Conv(filters = 4 * WIDTH, kernel = 1) Layer expand;
    }
}
