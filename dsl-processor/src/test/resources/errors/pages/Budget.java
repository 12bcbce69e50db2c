package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 100))
@Budget(parameters = 10_000)
class Net {
    // RIGHT:     @Dense(units = 88, activation = RELU)
    @Dense(units = 200, activation = RELU)
    Layer hidden;

    @Dense(units = 10)
    Layer last;
}
