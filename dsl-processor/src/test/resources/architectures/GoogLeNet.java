package architectures;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.PoolType.GLOBAL_AVERAGE;
import static dev.kiln.PoolType.MAX;

import dev.kiln.*;

/**
 * Szegedy et al., "Going Deeper with Convolutions", 2015, in the form that torchvision has: batch norm
 * after every convolution, 3x3 where the paper has 5x5, without the auxiliary outputs.
 */
@Model(input = @Input(height = 224, width = 224, channels = 3))
@Regularize(batchNorm = true)
class GoogLeNet {
    @Conv(filters = 64, kernel = 7, stride = 2, activation = RELU) Layer conv1;
    @Pool(type = MAX, size = 3, stride = 2, padding = {0, 1, 0, 1}) Layer pool1;
    @Conv(filters = 64, kernel = 1, activation = RELU) Layer conv2;
    @Conv(filters = 192, kernel = 3, activation = RELU) Layer conv3;
    @Pool(type = MAX, size = 3, stride = 2, padding = {0, 1, 0, 1}) Layer pool2;
    Mixed3a mixed3a;
    Mixed3b mixed3b;
    @Pool(type = MAX, size = 3, stride = 2, padding = {0, 1, 0, 1}) Layer pool3;
    Mixed4a mixed4a;
    Mixed4b mixed4b;
    Mixed4c mixed4c;
    Mixed4d mixed4d;
    Mixed4e mixed4e;
    @Pool(type = MAX, size = 2) Layer pool4;
    Mixed5a mixed5a;
    Mixed5b mixed5b;
    @Pool(type = GLOBAL_AVERAGE) Layer average;
    @Dropout(rate = 0.2) Layer dropout;
    @Dense(units = 1000, activation = SOFTMAX) Layer label;

    @Inception
    static class Mixed3a {
        @Conv(filters = 64, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 96, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 128, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 16, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 32, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 32, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed3b {
        @Conv(filters = 128, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 128, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 192, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 96, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 64, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed4a {
        @Conv(filters = 192, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 96, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 208, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 16, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 48, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 64, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed4b {
        @Conv(filters = 160, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 112, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 224, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 24, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 64, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 64, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed4c {
        @Conv(filters = 128, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 128, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 256, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 24, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 64, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 64, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed4d {
        @Conv(filters = 112, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 144, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 288, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 64, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 64, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed4e {
        @Conv(filters = 256, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 160, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 320, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 128, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 128, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed5a {
        @Conv(filters = 256, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 160, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 320, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 32, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 128, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 128, kernel = 1, activation = RELU) Layer conv;
        }
    }

    @Inception
    static class Mixed5b {
        @Conv(filters = 384, kernel = 1, activation = RELU) Layer one;
        Three three;
        Five five;
        Pooled pooled;

        @Block
        static class Three {
            @Conv(filters = 192, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 384, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Five {
            @Conv(filters = 48, kernel = 1, activation = RELU) Layer reduce;
            @Conv(filters = 128, kernel = 3, activation = RELU) Layer conv;
        }

        @Block
        static class Pooled {
            @Pool(type = MAX, size = 3, stride = 1, padding = 1) Layer pool;
            @Conv(filters = 128, kernel = 1, activation = RELU) Layer conv;
        }
    }
}
