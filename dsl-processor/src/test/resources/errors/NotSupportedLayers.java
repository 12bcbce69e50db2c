package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-NOT-SUPPORTED] NotSupportedLayers: @Budget is not supported yet
@Budget(parameters = 1000)
@Model(input = @Input(height = 8, width = 8, channels = 3))
// EXPECT: [KILN-NOT-SUPPORTED] NotSupportedLayers: @Regularize is not supported yet
@Regularize(l2 = 1e-4)
class NotSupportedLayers {
    @Conv(filters = 4, kernel = 3)
    Layer conv;

    // EXPECT: [KILN-NOT-SUPPORTED] norm: @BatchNorm is not supported yet
    @BatchNorm
    Layer norm;

    // EXPECT: [KILN-NOT-SUPPORTED] drop: @Dropout is not supported yet
    @Dropout(rate = 0.5)
    Layer drop;

    @Conv(filters = 4, kernel = 3)
    // EXPECT: [KILN-NOT-SUPPORTED] start: @Init is not supported yet
    @Init(Initializer.HE)
    Layer start;

    @Conv(filters = 4, kernel = 3)
    // EXPECT: [KILN-NOT-SUPPORTED] skip: @Residual is not supported yet
    @Residual
    Layer skip;

    // EXPECT: [KILN-NOT-SUPPORTED] hidden: @Regularize is not supported yet
    @Regularize(dropout = 0.25)
    @Dense(units = 10)
    Layer hidden;
}
