package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-ONLY-PADDING] conv: 8 of the 9 positions of the kernel 3x3 only ever meet padding, on a map of 1x1x784: @Input has 784 channels of one pixel
// DETAIL: fix: height = 28, width = 28, channels = 1 at FlatInputPadded, line 14    (then conv gives 28x28x6)
// DETAIL: fix: kernel = 1 at conv, line 16    (then conv gives 6)
@Model(input = @Input(channels = 784))
class FlatInputPadded {
    @Conv(filters = 6, kernel = 3, activation = RELU)
    Layer conv;

    @Dense(units = 10, activation = SOFTMAX)
    Layer digit;
}
