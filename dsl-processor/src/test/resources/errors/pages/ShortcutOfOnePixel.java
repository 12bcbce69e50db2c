package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 16))
class Net {
    // RIGHT:
    Weighted weighted;

    // RIGHT:     @Pool(type = GLOBAL_AVERAGE)
    // RIGHT:     Layer pool;
    @Residual
    // RIGHT:
    static class Weighted {
        // RIGHT:
        @Pool(type = GLOBAL_AVERAGE)
        // RIGHT:
        Layer squeeze;

        // RIGHT:     @Dense(units = 16, activation = SIGMOID)
        // RIGHT:     Layer last;
        @Dense(units = 16, activation = SIGMOID)
        // RIGHT:
        Layer excite;
    // RIGHT:
    }
}
