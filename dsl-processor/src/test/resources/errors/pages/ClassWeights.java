package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// RIGHT: @Model(input = @Input(channels = 3), classWeights = {1, 2})
@Model(input = @Input(channels = 3), classWeights = {1, 2, 3})
class Net {
    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}
