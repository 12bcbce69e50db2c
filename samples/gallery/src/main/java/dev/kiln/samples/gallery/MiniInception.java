package dev.kiln.samples.gallery;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;

import dev.kiln.Block;
import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Dropout;
import dev.kiln.Inception;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;
import dev.kiln.Regularize;
import dev.kiln.runtime.train.Adam;
import java.io.IOException;

/**
 * A small network in the manner of GoogLeNet (Szegedy et al., "Going Deeper with Convolutions",
 * 2015).
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
@Regularize(batchNorm = true)
public class MiniInception {
    @Conv(filters = 16, kernel = 3, stride = 2, activation = RELU)
    Layer stem;

    Mixed mixed1;

    @Pool(size = 2)
    Layer pool1;

    Mixed mixed2;

    @Pool(type = GLOBAL_AVERAGE)
    Layer pool2;

    @Dropout(rate = 0.2)
    Layer dropout;

    @Dense(units = 10, activation = SOFTMAX)
    Layer article;

    /** Four branches side by side. */
    @Inception
    static class Mixed {
        @Conv(filters = 16, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 16, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 24, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 4, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 8, kernel = 5, activation = RELU)
            Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(size = 3, stride = 1, padding = 1)
            Layer pool;

            @Conv(filters = 8, kernel = 1, activation = RELU)
            Layer project;
        }
    }

    /** Options: see {@link Clothes}. */
    public static void main(String[] words) {
        Gallery.main(MiniInception::run, words);
    }

    static void run(String[] words) throws IOException {
        Clothes clothes = Clothes.of(words, 3, 10_000);
        clothes.train(MiniInceptionNetwork.initialize(clothes.seed()), Adam.rate(2e-3));
    }
}
