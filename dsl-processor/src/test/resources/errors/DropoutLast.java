package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 1, width = 1, channels = 3))
class DropoutLast {
    @Dense(units = 4)
    Layer hidden;

    @Dense(units = 4)
    Layer last;

    // EXPECT: [KILN-DROPOUT-LAST] drop: dropout behind the last layer drops results
    // DETAIL: fix: remove the field drop
    @Dropout(rate = 0.5)
    Layer drop;
}
