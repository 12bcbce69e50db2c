package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class BlockWithoutKind {
    Body body;

    @Stage(blocks = 2)
    Body again;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    // EXPECT: [KILN-BLOCK-CLASS] body: the class Body has layers, but is no block: @Block chains them, @Residual adds what comes in, @Inception runs them side by side
    // DETAIL: also in again
    // DETAIL: fix: add @Block at Body, line 24
    static class Body {
        @Conv(filters = 4, kernel = 3)
        Layer first;

        @Conv(filters = 4, kernel = 3)
        Layer second;
    }
}
