package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 5, width = 5, channels = 2))
class WindowExceedsInputDilated {
    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] conv: kernel 4x4, dilated to 10x10, is larger than its input 5x5x2, padded to 7x7
    // DETAIL: fix: padding = SAME    (then conv gives 5x5x4)
    // DETAIL: fix: dilation = 1    (then conv gives 4x4x4)
    @Conv(filters = 4, kernel = 4, dilation = 3, padding = 1)
    Layer conv;
}
