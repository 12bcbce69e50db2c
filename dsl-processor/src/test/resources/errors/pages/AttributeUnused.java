package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // RIGHT:     @Conv(filters = 4, kernel = 3, activation = RELU)
    @Conv(filters = 4, kernel = 3, activation = RELU, slope = 0.1)
    Layer conv;
}
