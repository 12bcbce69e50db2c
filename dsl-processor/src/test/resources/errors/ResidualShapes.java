package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 28, width = 28, channels = 1))
class ResidualShapes {
    @Conv(filters = 16, kernel = 3, activation = RELU)
    Layer stem;

    Basic block2;

    // EXPECT: [KILN-RESIDUAL-SHAPES] block2: the shortcut is 28x28x16 but the path ends as 14x14x32
    // DETAIL: block2.first    14x14x32   conv 3x3, stride 2, padding 1, 32 filters   <- 28x28 became 14x14, 16 became 32, line 24
    // DETAIL: fix: shortcut = CONVOLUTION    (then block2 gives 14x14x32)
    // DETAIL: fix: stride = 1 at block2.first, line 24; filters = 16 at block2.second, line 27    (then block2 gives 28x28x16)
    @Residual(shortcut = IDENTITY)
    static class Basic {
        @Conv(filters = 32, kernel = 3, stride = 2, activation = RELU)
        Layer first;

        @Conv(filters = 32, kernel = 3)
        Layer second;
    }
}
