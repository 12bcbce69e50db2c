package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // RIGHT:     @Stage(width = 16)
    // RIGHT:     Wide wide;
    Wide wide;

    @Block
    static class Wide {
        @Conv(filters = WIDTH, kernel = 3)
        Layer conv;
    }
}
