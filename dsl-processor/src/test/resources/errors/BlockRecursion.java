package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class BlockRecursion {
    Outer outer;

    @Block
    static class Outer {
        Inner inner;
    }

    @Residual
    static class Inner {
        @Conv(filters = IN, kernel = 3)
        Layer conv;

        // EXPECT: [KILN-BLOCK-RECURSION] outer.inner.again: the block Outer contains itself
        // DETAIL: fix: remove the field again
        Outer again;
    }
}
