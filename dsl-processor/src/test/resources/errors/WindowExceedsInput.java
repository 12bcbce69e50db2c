package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 28, width = 28, channels = 1))
class WindowExceedsInput {
    @Conv(filters = 6, kernel = 5, padding = VALID, activation = RELU)
    Layer conv1;

    @Pool(size = 4)
    Layer pool1;

    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] conv2: kernel 7x7 is larger than its input 6x6x6
    // DETAIL: input   28x28x1
    // DETAIL: conv1   24x24x6   conv 5x5, 6 filters    <- 28x28 became 24x24, line 12
    // DETAIL: pool1   6x6x6     max pool 4x4           <- 24x24 became 6x6, line 15
    // DETAIL: conv2   ?         conv 7x7, 16 filters
    // DETAIL: fix: padding = SAME    (then conv2 gives 6x6x16)
    // DETAIL: fix: stride = 1 at pool1, line 15    (then conv2 gives 15x15x16)
    // DETAIL: fix: padding = SAME at conv1, line 12    (then conv2 gives 16)
    @Conv(filters = 16, kernel = 7, padding = VALID, activation = RELU)
    Layer conv2;

    @Dense(units = 10, activation = SOFTMAX)
    Layer digit;
}
