package dev.kiln.samples.quickstart;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;
import static dev.kiln.Sizes.VALID;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Labels;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;

/**
 * LeNet-5 (LeCun et al. 1998) with rectifiers and maximum pooling, for the handwritten digits of
 * MNIST.
 */
@Model(
        input =
                @Input(
                        height = 28,
                        width = 28,
                        channels = 1,
                        scale = 1 / 255.0,
                        mean = 0.1307,
                        deviation = 0.3081))
@Labels({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
class Digits {
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
