package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class Net {
    // RIGHT:     @Dense(units = 8, activation = RELU)
    // RIGHT:     @Regularize(dropout = 0.5)
    @Dense(units = 8, activation = RELU)
    Layer hidden;

    @Dense(units = 2)
    // RIGHT:
    @Regularize(dropout = 0.5)
    Layer last;
}
