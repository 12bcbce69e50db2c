package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class BlockWithBase {
    Body body;
    Body again;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    static class Base {
        @Conv(filters = 4, kernel = 3)
        Layer first;
    }

    @Block
    // EXPECT: [KILN-BLOCK-CLASS] body: a block extends no class with layers, because its own fields are all its layers
    // DETAIL: also in again
    static class Body extends Base {
        @Conv(filters = 4, kernel = 3)
        Layer second;
    }
}
