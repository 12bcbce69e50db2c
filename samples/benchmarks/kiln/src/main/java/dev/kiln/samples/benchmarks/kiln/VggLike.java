package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;
import dev.kiln.Regularize;

/** Pairs of 3x3 convolutions on 32x32 color images, then a large dense layer with dropout. */
@Model(input = @Input(height = 32, width = 32, channels = 3))
class VggLike {
    @Conv(filters = 32, kernel = 3, activation = RELU)
    Layer conv1;

    @Conv(filters = 32, kernel = 3, activation = RELU)
    Layer conv2;

    @Pool(size = 2)
    Layer pool1;

    @Conv(filters = 64, kernel = 3, activation = RELU)
    Layer conv3;

    @Conv(filters = 64, kernel = 3, activation = RELU)
    Layer conv4;

    @Pool(size = 2)
    Layer pool2;

    @Dense(units = 256, activation = RELU)
    @Regularize(dropout = 0.5)
    Layer hidden;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;
}
