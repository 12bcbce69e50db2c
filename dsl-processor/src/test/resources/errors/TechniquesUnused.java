package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class TechniquesUnused {
    // EXPECT: [KILN-ATTRIBUTE-UNUSED] pool: `l2` belongs to a layer with weights
    // DETAIL: fix: remove l2    (then pool gives 4x4x3)
    @Regularize(l2 = 1e-4)
    @Pool(size = 2)
    Layer pool;

    // EXPECT: [KILN-ATTRIBUTE-UNUSED] relu: @Init belongs to a layer with weights
    // DETAIL: fix: remove @Init    (then relu gives 4x4x3)
    @Init(Initializer.HE)
    @Activate(RELU)
    Layer relu;

    // EXPECT: [KILN-ATTRIBUTE-UNUSED] same: @Frozen belongs to a layer with weights
    // DETAIL: fix: remove @Frozen    (then same gives 4x4x3)
    @Frozen
    @Identity
    Layer same;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] conv: `l1` is -1; it must be 0 or more
    // DETAIL: fix: l1 = 1    (then conv gives 4x4x4)
    // EXPECT: [KILN-ATTRIBUTE-VALUE] conv: `dropout` is 1; it must be at least 0 and below 1
    // DETAIL: fix: dropout = 0.5    (then conv gives 4x4x4)
    @Regularize(l1 = -1, dropout = 1)
    @Conv(filters = 4, kernel = 3)
    Layer conv;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] norm: `epsilon` is 0; it must be above 0
    // DETAIL: fix: remove epsilon
    // EXPECT: [KILN-ATTRIBUTE-VALUE] norm: `momentum` is 2; it must be from 0 to 1
    // DETAIL: fix: momentum = 0.1
    @BatchNorm(epsilon = 0, momentum = 2)
    Layer norm;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] drop: `rate` is 1.5; it must be at least 0 and below 1
    // DETAIL: fix: rate = 0.5
    @Dropout(rate = 1.5)
    Layer drop;
}
