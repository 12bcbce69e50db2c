package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 28, width = 28, channels = 16))
class ResidualChannels {
    @Conv(filters = 8, kernel = 3)
    // EXPECT: [KILN-RESIDUAL-SHAPES] block: the shortcut is 28x28x16 but the path ends as 28x28x8
    // DETAIL: fix: shortcut = CONVOLUTION    (then block gives 28x28x8)
    // DETAIL: fix: filters = 16    (then block gives 28x28x16)
    @Residual(shortcut = IDENTITY)
    Layer block;
}
