package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

/** Small networks as tutorials have them; none of them is lopsided. */
class NotLopsided {}

@Model(input = @Input(height = 28, width = 28, channels = 1))
class KerasMnist {
    @Conv(filters = 32, kernel = 3, padding = VALID, activation = RELU)
    Layer conv1;

    @Conv(filters = 64, kernel = 3, padding = VALID, activation = RELU)
    Layer conv2;

    @Pool(size = 2)
    Layer pool;

    @Dense(units = 128, activation = RELU)
    Layer hidden;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;
}

@Model(input = @Input(height = 32, width = 32, channels = 3))
class SmallCifar {
    @Conv(filters = 32, kernel = 3, activation = RELU)
    Layer conv1;

    @Conv(filters = 64, kernel = 3, activation = RELU)
    Layer conv2;

    @Pool(size = 2)
    Layer pool;

    @Dense(units = 128, activation = RELU)
    Layer hidden;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;
}
