package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 9, width = 4, channels = 2))
class WindowExceedsInputPool {
    @SuppressWarnings("KILN-CROPPED")
    @Conv(filters = 4, kernel = 3, stride = {1, 4})
    Layer conv;

    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] pool: size 2x2 is larger than its input 9x1x4
    // DETAIL: conv    9x1x4   conv 3x3, stride 1x4, padding 1, 4 filters   <- 9x4 became 9x1, line 13
    // DETAIL: fix: stride = 1 at conv, line 13    (then pool gives 4x2x4)
    // DETAIL: fix: padding = SAME    (then pool gives 5x1x4)
    @Pool(size = 2)
    Layer pool;
}
