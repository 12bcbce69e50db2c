package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.Sizes.WIDTH;

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
import dev.kiln.Stage;

/**
 * GoogLeNet for ImageNet (Szegedy et al. 2014) in torchvision's form, without auxiliary outputs:
 * batch norm behind each convolution, 3x3 where the paper has 5x5; 6,624,904 parameters.
 */
@Model(input = @Input(height = 224, width = 224, channels = 3))
@Regularize(batchNorm = true)
class GoogLeNet {
    @Conv(filters = 64, kernel = 7, stride = 2, activation = RELU)
    Layer stem1;

    @Pool(
            size = 3,
            stride = 2,
            padding = {0, 1, 0, 1})
    Layer pool1;

    @Conv(filters = 64, kernel = 1, activation = RELU)
    Layer stem2;

    @Conv(filters = 192, kernel = 3, activation = RELU)
    Layer stem3;

    @Pool(
            size = 3,
            stride = 2,
            padding = {0, 1, 0, 1})
    Layer pool2;

    Mixed3a mixed3a;
    Mixed3b mixed3b;

    @Pool(
            size = 3,
            stride = 2,
            padding = {0, 1, 0, 1})
    Layer pool3;

    Mixed4a mixed4a;
    Mixed4b mixed4b;
    Mixed4c mixed4c;
    Mixed4d mixed4d;
    Mixed4e mixed4e;

    @Pool(size = 2)
    Layer pool4;

    Mixed5a mixed5a;
    Mixed5b mixed5b;

    @Pool(type = GLOBAL_AVERAGE)
    Layer average;

    @Dropout(rate = 0.2)
    Layer dropout;

    @Dense(units = 1000, activation = SOFTMAX)
    Layer label;

    @Block
    static class Pooled {
        @Pool(size = 3, stride = 1, padding = 1)
        Layer pool;

        @Conv(filters = WIDTH, kernel = 1, activation = RELU)
        Layer project;
    }

    @Inception
    static class Mixed3a {
        @Conv(filters = 64, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 32)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 96, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 128, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 16, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 32, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed3b {
        @Conv(filters = 128, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 64)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 128, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 192, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 96, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed4a {
        @Conv(filters = 192, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 64)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 96, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 208, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 16, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 48, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed4b {
        @Conv(filters = 160, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 64)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 112, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 224, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 24, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 64, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed4c {
        @Conv(filters = 128, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 64)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 128, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 256, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 24, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 64, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed4d {
        @Conv(filters = 112, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 64)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 144, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 288, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 64, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed4e {
        @Conv(filters = 256, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 128)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 160, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 320, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 128, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed5a {
        @Conv(filters = 256, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 128)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 160, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 320, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 128, kernel = 3, activation = RELU)
            Layer conv;
        }
    }

    @Inception
    static class Mixed5b {
        @Conv(filters = 384, kernel = 1, activation = RELU)
        Layer one;

        Three three;
        Five five;

        @Stage(width = 128)
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 192, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 384, kernel = 3, activation = RELU)
            Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 48, kernel = 1, activation = RELU)
            Layer reduce;

            @Conv(filters = 128, kernel = 3, activation = RELU)
            Layer conv;
        }
    }
}
