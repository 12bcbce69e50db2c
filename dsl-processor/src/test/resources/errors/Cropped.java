package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 47, width = 47, channels = 3))
class Cropped {
    @Pool(size = 2)
    Layer one;

    @SuppressWarnings("KILN-CROPPED")
    @Pool(size = 3)
    Layer quiet;

    // EXPECT: [KILN-CROPPED] pool: stride 4x5 never reaches the last 3 rows and the last 2 columns of 7x7x3
    // DETAIL: fix: padding = SAME    (then pool gives 2x2x3)
    // DETAIL: fix: stride = 1    (then pool gives 4x3x3)
    @Pool(size = {4, 5})
    Layer pool;
}
