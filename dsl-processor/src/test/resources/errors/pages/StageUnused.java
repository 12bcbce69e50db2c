package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    @Stage(blocks = 2, width = 16)
    Basic stage;

    @Block
    static class Basic {
        // RIGHT:         @Conv(filters = WIDTH, kernel = 3, activation = RELU)
        @Conv(filters = 8, kernel = 3, activation = RELU)
        Layer conv;
    }
}
