package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class SizeWithoutStage {
    // EXPECT: [KILN-SIZE] body: the block Body uses WIDTH and STRIDE, which a @Stage gives, but the field has none
    // DETAIL: fix: add @Stage(blocks = 1, width = 16)
    Body body;

    // EXPECT: [KILN-SIZE] again: the block Body uses WIDTH, but its @Stage has no `width`
    // DETAIL: fix: width = 16
    // DETAIL: fix: filters = 16 at again.first, line 28; filters = 16 at again.second, line 31
    @Stage(blocks = 2)
    Body again;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    @Residual
    static class Body {
        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
        Layer first;

        @Conv(filters = WIDTH, kernel = 3)
        Layer second;
    }
}
