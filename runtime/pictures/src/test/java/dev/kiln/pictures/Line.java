package dev.kiln.pictures;

import static dev.kiln.Activation.SOFTMAX;

import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;

/** No convolution, no labels, no gradient by the input. */
@Model(input = @Input(height = 8, width = 8, channels = 1))
class Line {
    @Dense(units = 3, activation = SOFTMAX)
    Layer shape;
}
