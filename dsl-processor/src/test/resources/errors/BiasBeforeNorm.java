package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
@Regularize(batchNorm = true)
class BiasBeforeNorm {
    // EXPECT: [KILN-BIAS-BEFORE-NORM] conv: the bias has no effect, because batch norm subtracts it again
    // DETAIL: fix: remove bias    (then conv gives 8x8x4)
    @Conv(filters = 4, kernel = 3, bias = true)
    Layer conv;

    @Conv(filters = 4, kernel = 3)
    Layer without;
}
