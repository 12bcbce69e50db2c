package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class SeveralUses {
    @Stage(blocks = 1, width = 16)
    Body stage1;

    @Stage(blocks = 2, width = 18)
    Body stage2;

    @Stage(blocks = 1, width = 22)
    Body stage3;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    @Block
    static class Body {
        // EXPECT: [KILN-GROUPS] stage1.0.conv: 16 filters can't be divided into 5 groups
        // DETAIL: also in stage2, stage3
        // DETAIL: input           8x8x3
        // DETAIL: stage1.0.conv   ?       conv 3x3, 16 filters
        // DETAIL: fix: groups = 1    (then stage1.0.conv gives 8x8x16)
        @Conv(filters = WIDTH, kernel = 3, groups = 5)
        Layer conv;

        // EXPECT: [KILN-ATTRIBUTE-VALUE] stage1.0.drop: `rate` is 1.5; it must be at least 0 and below 1
        // DETAIL: also in stage2, stage3
        // DETAIL: fix: rate = 0.5
        @Dropout(rate = 1.5)
        Layer drop;
    }
}
