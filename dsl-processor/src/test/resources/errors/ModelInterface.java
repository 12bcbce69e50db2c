package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
// EXPECT: [KILN-MODEL-CLASS] ModelInterface: a model is a class, not an interface
interface ModelInterface {
    @Conv(filters = 0, kernel = 3)
    Layer conv = null;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last = null;
}
