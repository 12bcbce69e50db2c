package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class BlockClass {
    Both both;
    Choice choice;
    Empty empty;

    @Block
    // EXPECT: [KILN-BLOCK-CLASS] both: Both is @Block and @Inception; a block is one of them
    // DETAIL: fix: remove @Inception
    // DETAIL: fix: remove @Block
    @Inception
    static class Both {
        @Identity Layer same;
    }

    @Block
    // EXPECT: [KILN-BLOCK-CLASS] choice: a block is a class, not an enum
    enum Choice {
        ONE
    }

    @Block
    // EXPECT: [KILN-EMPTY-MODEL] empty: the block Empty has no layers
    static class Empty {}
}
