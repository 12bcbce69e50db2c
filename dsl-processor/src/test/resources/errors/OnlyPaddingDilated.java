package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class OnlyPaddingDilated {
    // EXPECT: [KILN-ONLY-PADDING] conv: 8 of the 9 positions of the kernel 3x3, dilated by 8x8, only ever meet padding, on a map of 8x8x3
    // DETAIL: fix: dilation = 1    (then conv gives 8x8x8)
    @Conv(filters = 8, kernel = 3, dilation = 8)
    Layer conv;

    @Conv(filters = 8, kernel = 3, dilation = 7)
    Layer corners;
}
