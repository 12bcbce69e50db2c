package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class BlockOfModel {
    // EXPECT: [KILN-BLOCK-CLASS] part: PartOfModel is a @Model, and a model is no block
    PartOfModel part;

    Generic<String> generic;

    @Stage(blocks = 3)
    Generic<String> again;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    @Block
    // EXPECT: [KILN-BLOCK-CLASS] generic: a block has no type parameters
    // DETAIL: also in again
    static class Generic<T> {
        @Conv(filters = 4, kernel = 3)
        Layer conv;
    }
}

@Model(input = @Input(height = 8, width = 8, channels = 3))
class PartOfModel {
    @Conv(filters = 4, kernel = 3)
    Layer conv;
}
