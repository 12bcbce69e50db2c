package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.Sizes.VALID;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;

/** LeNet on 28x28 gray images without preprocessing: 61,706 parameters, 416,520 multiply-adds. */
@Model(input = @Input(height = 28, width = 28, channels = 1))
class LeNet {
    @Conv(filters = 6, kernel = 5, activation = RELU)
    Layer conv1;

    @Pool(size = 2)
    Layer pool1;

    @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU)
    Layer conv2;

    @Pool(size = 2)
    Layer pool2;

    @Dense(units = 120, activation = RELU)
    Layer hidden1;

    @Dense(units = 84, activation = RELU)
    Layer hidden2;

    @Dense(units = 10, activation = SOFTMAX)
    Layer digit;
}
