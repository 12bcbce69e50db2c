package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class StageOfOneLayer {
    @Conv(filters = 4, kernel = 3)
    // EXPECT: [KILN-STAGE] conv: @Stage repeats a block, but this field is a single layer
    // DETAIL: fix: remove @Stage    (then conv gives 8x8x4)
    @Stage(blocks = 3, width = 4)
    Layer conv;

    // EXPECT: [KILN-STAGE] many: `blocks` is 2000; at most 1000
    // DETAIL: fix: blocks = 1000
    @Stage(blocks = 2000, width = 4)
    Basic many;

    @Block
    static class Basic {
        @Conv(filters = WIDTH, kernel = 3)
        Layer conv;
    }
}
