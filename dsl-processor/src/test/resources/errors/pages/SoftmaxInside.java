package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class Net {
    // RIGHT:     @Dense(units = 4, activation = RELU)
    @Dense(units = 4, activation = SOFTMAX)
    Layer hidden;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}
