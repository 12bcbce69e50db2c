package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class OnlyPadding {
    @Conv(filters = 8, kernel = 8, padding = VALID, activation = RELU)
    Layer first;

    // EXPECT: [KILN-ONLY-PADDING] second: 8 of the 9 positions of the kernel 3x3 only ever meet padding, on a map of 1x1x8
    // DETAIL: fix: kernel = 1    (then second gives 8)
    @Conv(filters = 8, kernel = 3)
    Layer second;
}
