package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class NotSupportedSizes {
    // EXPECT: [KILN-NOT-SUPPORTED] wide: WIDTH, STRIDE and IN have a meaning only inside blocks, which are not supported yet
    @Conv(filters = 4 * WIDTH, kernel = 3)
    Layer wide;

    @Conv(
            filters = 8,
            // EXPECT: [KILN-NOT-SUPPORTED] moved: WIDTH, STRIDE and IN have a meaning only inside blocks, which are not supported yet
            stride = STRIDE,
            kernel = 3)
    Layer moved;

    // EXPECT: [KILN-NOT-SUPPORTED] depth: WIDTH, STRIDE and IN have a meaning only inside blocks, which are not supported yet
    @Conv(filters = 8, kernel = 3, groups = IN / 2)
    Layer depth;
}
