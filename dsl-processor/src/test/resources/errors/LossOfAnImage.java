package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class LossOfAnImage {
    // EXPECT: [KILN-LOSS] conv: cross-entropy needs one number a class, but the network ends as 8x8x10
    // DETAIL: fix: @Pool(type = GLOBAL_AVERAGE) Layer pool; in front    (then conv gives 10)
    // DETAIL: fix: activation = SIGMOID    (then conv gives 8x8x10)
    @Conv(filters = 10, kernel = 3, activation = SOFTMAX)
    Layer conv;
}
