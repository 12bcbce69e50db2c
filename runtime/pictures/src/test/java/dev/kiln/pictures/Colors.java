package dev.kiln.pictures;

import static dev.kiln.Activation.RELU;

import dev.kiln.Conv;
import dev.kiln.Dense;
import dev.kiln.Input;
import dev.kiln.Layer;
import dev.kiln.Model;
import dev.kiln.Regularize;

/** Two values of an image in color, with batch norm. */
@Model(input = @Input(height = 8, width = 8, channels = 3, scale = 1 / 255.0), inputGradient = true)
class Colors {
    @Conv(filters = 9, kernel = 3, activation = RELU)
    @Regularize(batchNorm = true)
    Layer conv;

    @Dense(units = 2)
    Layer values;
}
