package dev.kiln.samples.gallery;

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
import dev.kiln.runtime.train.AdamW;
import java.io.IOException;

/**
 * A small network in the manner of DenseNet (Huang et al., "Densely Connected Convolutional
 * Networks", 2017): every layer sees the results of all before it.
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
public class MiniDenseNet {
    @Conv(filters = 16, kernel = 3, stride = 2, bias = false)
    Layer stem;

    @Stage(blocks = 4, width = 8)
    DenseLayer block1;

    Transition transition;

    @Stage(blocks = 4, width = 8)
    DenseLayer block2;

    @BatchNorm Layer norm;

    @Activate(RELU)
    Layer relu;

    @Pool(type = GLOBAL_AVERAGE)
    Layer pool;

    @Dense(units = 10, activation = SOFTMAX)
    Layer article;

    /** What comes in, joined with WIDTH new channels. */
    @Inception
    static class DenseLayer {
        @Identity Layer before;
        Growth added;
    }

    @Block
    static class Growth {
        @BatchNorm Layer norm;

        @Activate(RELU)
        Layer relu;

        @Conv(filters = WIDTH, kernel = 3, bias = false)
        Layer conv;
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

    /** Options: see {@link Clothes}. */
    public static void main(String[] words) {
        Gallery.main(MiniDenseNet::run, words);
    }

    static void run(String[] words) throws IOException {
        Clothes clothes = Clothes.of(words, 3, 10_000);
        clothes.train(MiniDenseNetNetwork.initialize(clothes.seed()), AdamW.rate(3e-3));
    }
}
