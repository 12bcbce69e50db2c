package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-ATTRIBUTE-COUNT] conv: `kernel` has 3 numbers; it takes 1, or 2: rows, columns
    @Conv(filters = 2, kernel = {3, 3, 3}) Layer conv;
    // EXPECT: [KILN-ATTRIBUTE-COUNT] padded: `padding` has 3 numbers; it takes SAME, VALID, 1 number, 2: vertical, horizontal, or 4: top, bottom, left, right
    @Conv(filters = 2, kernel = 3, padding = {1, 1, 1}) Layer padded;
    // EXPECT: [KILN-ATTRIBUTE-COUNT] pool: the pool has no `size`
    @Pool Layer pool;
}
