package dev.kiln.pictures;

import static dev.kiln.Activation.RELU;
import static dev.kiln.Activation.SOFTMAX;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Labels;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Pool;

/** Tells the pictures of {@link Drawn} apart. */
@Model(input = @Input(height = 8, width = 8, channels = 1, scale = 1 / 255.0), inputGradient = true)
@Labels({"left", "right & <b>", "both"})
class Shapes {
    @Conv(filters = 4, kernel = 3, activation = RELU)
    Layer conv;

    @Pool(size = 2)
    Layer pool;

    @Dense(units = 3, activation = SOFTMAX)
    Layer shape;
}
