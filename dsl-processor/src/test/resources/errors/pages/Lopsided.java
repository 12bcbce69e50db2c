package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 32, width = 32, channels = 3))
class Net {
    @Conv(filters = 8, kernel = 3, activation = RELU)
    Layer conv1;

    // RIGHT:     @Conv(filters = 16, kernel = 3, activation = RELU)
    // RIGHT:     Layer conv2;
    // RIGHT:
    // RIGHT:     @Pool(size = 4)
    @Conv(filters = 8, kernel = 3, activation = RELU)
    // RIGHT:     Layer pool;
    Layer conv2;

    @Dense(units = 100, activation = RELU)
    Layer hidden;

    @Dense(units = 10, activation = SOFTMAX)
    Layer last;
}
