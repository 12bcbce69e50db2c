package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3), classWeights = {1, 2})
@Labels({"cat", "dog"})
class LossAndLabels {
    @Conv(filters = 4, kernel = 3, activation = RELU)
    Layer conv;

    // EXPECT: [KILN-LOSS] last: cross-entropy needs one number a class, but the network ends as 8x8x2
    // DETAIL: input   8x8x3
    // DETAIL: conv    8x8x4   conv 3x3, padding 1, 4 filters
    // DETAIL: last    8x8x2   conv 3x3, padding 1, 2 filters
    // DETAIL: fix: @Pool(type = GLOBAL_AVERAGE) Layer pool; in front    (then last gives 2)
    @Conv(filters = 2, kernel = 3, activation = SOFTMAX)
    Layer last;
}
