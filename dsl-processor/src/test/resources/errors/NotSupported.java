package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
// EXPECT: [KILN-NOT-SUPPORTED] Net: @Budget is not supported yet
@Budget(parameters = 100)
class Net {
    // EXPECT: [KILN-NOT-SUPPORTED] norm: @BatchNorm is not supported yet
    @BatchNorm Layer norm;
    // EXPECT: [KILN-NOT-SUPPORTED] drop: @Dropout is not supported yet
    @Dropout(rate = 0.5) Layer drop;
    // EXPECT: [KILN-NOT-SUPPORTED] hidden: @Regularize is not supported yet
    @Dense(units = 2) @Regularize(l2 = 1e-4) Layer hidden;
    // EXPECT: [KILN-NOT-SUPPORTED] start: @Init is not supported yet
    @Dense(units = 2) @Init(Initializer.GLOROT) Layer start;
    // EXPECT: [KILN-NOT-SUPPORTED] wide: WIDTH, STRIDE and IN have a meaning only inside blocks
    @Conv(filters = 4 * WIDTH, kernel = 1) Layer wide;
    // EXPECT: [KILN-NOT-SUPPORTED] step: WIDTH, STRIDE and IN have a meaning only inside blocks
    @Conv(filters = 2, kernel = 1, stride = STRIDE) Layer step;
}
