package dev.kiln.samples.benchmarks.kiln;

import dev.kiln.Conv;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;

/**
 * Networks of one layer each, as it is found in networks for ImageNet. They are too small to be
 * large networks, and are compiled like these by an option.
 */
final class Layers {

    private Layers() {}

    @Model(input = @Input(height = 224, width = 224, channels = 3))
    static class Stem {
        @Conv(filters = 64, kernel = 7, stride = 2)
        Layer conv;
    }

    @Model(input = @Input(height = 112, width = 112, channels = 32))
    static class Depthwise112 {
        @Conv(filters = 32, kernel = 3, groups = 32)
        Layer conv;
    }

    @Model(input = @Input(height = 112, width = 112, channels = 96))
    static class Depthwise56 {
        @Conv(filters = 96, kernel = 3, stride = 2, groups = 96)
        Layer conv;
    }

    @Model(input = @Input(height = 14, width = 14, channels = 384))
    static class Depthwise14 {
        @Conv(filters = 384, kernel = 3, groups = 384)
        Layer conv;
    }

    @Model(input = @Input(height = 56, width = 56, channels = 64))
    static class Conv56 {
        @Conv(filters = 64, kernel = 3)
        Layer conv;
    }

    @Model(input = @Input(height = 28, width = 28, channels = 128))
    static class Conv28 {
        @Conv(filters = 128, kernel = 3)
        Layer conv;
    }

    @Model(input = @Input(height = 14, width = 14, channels = 256))
    static class Conv14 {
        @Conv(filters = 256, kernel = 3)
        Layer conv;
    }

    @Model(input = @Input(height = 7, width = 7, channels = 512))
    static class Conv7 {
        @Conv(filters = 512, kernel = 3)
        Layer conv;
    }

    @Model(input = @Input(height = 56, width = 56, channels = 64))
    static class StridedConv28 {
        @Conv(filters = 128, kernel = 3, stride = 2)
        Layer conv;
    }

    @Model(input = @Input(height = 56, width = 56, channels = 64))
    static class Pointwise56 {
        @Conv(filters = 256, kernel = 1)
        Layer conv;
    }

    @Model(input = @Input(height = 14, width = 14, channels = 1024))
    static class Pointwise14 {
        @Conv(filters = 256, kernel = 1)
        Layer conv;
    }

    @Model(input = @Input(height = 7, width = 7, channels = 512))
    static class Pointwise7 {
        @Conv(filters = 2048, kernel = 1)
        Layer conv;
    }

    @Model(input = @Input(height = 28, width = 28, channels = 256))
    static class StridedPointwise14 {
        @Conv(filters = 512, kernel = 1, stride = 2)
        Layer conv;
    }
}
