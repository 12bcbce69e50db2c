package dev.kiln.samples.gallery;

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
import dev.kiln.runtime.train.Schedule;
import dev.kiln.runtime.train.Sgd;
import java.io.IOException;

/**
 * A residual network of 20 layers (He et al., "Deep Residual Learning for Image Recognition",
 * 2016).
 */
@Model(
        input =
                @Input(
                        height = 28,
                        width = 28,
                        channels = 1,
                        scale = 1 / 255.0,
                        mean = 0.2860,
                        deviation = 0.3530))
@Regularize(l2 = 1e-4, batchNorm = true)
public class ResNet20 {
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
    Layer article;

    /** Two convolutions with a shortcut around them; WIDTH and STRIDE are the stage's. */
    @Residual(activation = RELU)
    static class BasicBlock {
        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
        Layer first;

        @Conv(filters = WIDTH, kernel = 3)
        Layer second;
    }

    /** Options: see {@link Clothes}. */
    public static void main(String[] words) {
        Gallery.main(ResNet20::run, words);
    }

    static void run(String[] words) throws IOException {
        Clothes clothes = Clothes.of(words, 2, 3000);
        clothes.train(
                ResNet20Network.initialize(clothes.seed()),
                Sgd.rate(0.1)
                        .momentum(0.9)
                        .nesterov()
                        .schedule(Schedule.oneCycle(clothes.updates())));
    }
}
