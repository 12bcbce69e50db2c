package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class PaddingExceedsKernel {
    // EXPECT: [KILN-PADDING-EXCEEDS-KERNEL] conv: with padding 3 some windows of 3x3 see nothing of the input
    // DETAIL: fix: padding = SAME    (then conv gives 8x8x2)
    @Conv(filters = 2, kernel = 3, padding = 3)
    Layer conv;
}
