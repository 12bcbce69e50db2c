package dev.kiln.samples.benchmarks.kiln;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;

import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;

/** A perceptron with one hidden layer on 28x28 gray images. */
@Model(input = @Input(height = 28, width = 28, channels = 1))
class Mlp {
    @Dense(units = 128, activation = RELU)
    Layer hidden;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;
}
