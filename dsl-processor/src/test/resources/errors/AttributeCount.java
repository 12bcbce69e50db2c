package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class AttributeCount {
    // EXPECT: [KILN-ATTRIBUTE-COUNT] kernel: `kernel` has 3 numbers; it takes 1, or 2: rows, columns
    // DETAIL: fix: kernel = 3    (then kernel gives 8x8x4)
    @Conv(filters = 4, kernel = {3, 3, 3})
    Layer kernel;

    // EXPECT: [KILN-ATTRIBUTE-COUNT] stride: `stride` has 0 numbers; it takes 1, or 2: rows, columns
    // DETAIL: fix: stride = 1
    @Conv(filters = 4, kernel = 3, stride = {})
    Layer stride;

    // EXPECT: [KILN-ATTRIBUTE-COUNT] padding: `padding` has 3 numbers; it takes SAME, VALID, 1 number, 2: vertical, horizontal, or 4: top, bottom, left, right
    // DETAIL: fix: padding = 1
    @Conv(filters = 4, kernel = 3, padding = {1, 1, 1})
    Layer padding;

    // EXPECT: [KILN-ATTRIBUTE-COUNT] pool: the pool has no `size`
    // DETAIL: fix: size = 2
    @Pool(stride = 2)
    Layer pool;
}
