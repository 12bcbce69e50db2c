package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] conv: kernel 5x5 is larger than its input 1x1x6: @Input has 784 channels of one pixel
// DETAIL: fix: height = 28, width = 28, channels = 1 at FlatInput, line 14    (then conv gives 24x24x6)
// DETAIL: fix: padding = SAME at conv, line 19    (then conv gives 6)
@Model(input = @Input(channels = 784))
class FlatInput {
    @Conv(filters = 6, kernel = 3, activation = RELU)
    Layer padded;

    @Conv(filters = 6, kernel = 5, padding = VALID, activation = RELU)
    Layer conv;

    @Dense(units = 10, activation = SOFTMAX)
    Layer digit;
}
