package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 5))
class SizeOfInput {
    @Pool(size = 2)
    Layer pool;

    // EXPECT: [KILN-SIZE] half: `filters` is IN / 2, which is no whole number of at least 1 for the 5 channels of its input 4x4x5
    // DETAIL: fix: filters = IN    (then half gives 4x4x5)
    @Conv(filters = IN / 2, kernel = 3)
    Layer half;
}
