package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class StageUnused {
    // EXPECT: [KILN-STAGE-UNUSED] stage1: `width` has no effect: the block Basic never uses WIDTH
    // DETAIL: fix: remove width
    // EXPECT: [KILN-STAGE-UNUSED] stage1: `stride` has no effect: the block Basic never uses STRIDE
    // DETAIL: fix: remove stride
    @Stage(blocks = 2, width = 16, stride = 2)
    Basic stage1;

    @Stage(blocks = 2)
    Basic stage2;

    @Stage(width = 8, stride = 2)
    Outer stage3;

    @Block
    static class Basic {
        @Conv(filters = 8, kernel = 3)
        Layer conv;
    }

    @Block
    static class Outer {
        Inner inner;

        @Stage(width = 2 * WIDTH)
        Sized wide;
    }

    @Block
    static class Inner {
        @Pool(size = 2, stride = STRIDE)
        Layer pool;
    }

    @Block
    static class Sized {
        @Conv(filters = WIDTH, kernel = 1)
        Layer conv;
    }
}
