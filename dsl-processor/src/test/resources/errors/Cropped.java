package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 15, width = 15, channels = 3))
class Cropped {
    @SuppressWarnings("KILN-CROPPED")
    @Pool(size = 2)
    Layer quiet;

    // EXPECT: [KILN-CROPPED] pool: stride 2x2 never reaches the last row and the last column of 7x7x3
    @Pool(size = 2)
    Layer pool;

    // EXPECT: [KILN-CROPPED] conv: stride 5x5 never reaches the last 2 columns of 3x3x3
    @Conv(filters = 2, kernel = {3, 1}, stride = 5, padding = VALID)
    Layer conv;
}
