package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 4))
class Net {
    Part part;

    // RIGHT:     @Residual
    @Residual
    // RIGHT:
    @Inception
    static class Part {
        @Conv(filters = 4, kernel = 1)
        Layer one;

        @Conv(filters = 4, kernel = 3)
        Layer three;
    }
}
