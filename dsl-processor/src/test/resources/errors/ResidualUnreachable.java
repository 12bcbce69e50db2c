package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 9, width = 9, channels = 3))
class ResidualUnreachable {
    Cut block;

    // EXPECT: [KILN-RESIDUAL-SHAPES] block: no stride of a 1x1 convolution turns the shortcut 9x9x3 into the path's 7x7x3
    // DETAIL: fix: padding = SAME at block.conv, line 19    (then block gives 9x9x3)
    @Residual
    static class Cut {
        @Conv(filters = 3, kernel = 3, padding = VALID)
        Layer conv;
    }
}
