package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-NOT-SUPPORTED] block: the block Basic is not supported yet
    Basic block;
    @Dense(units = 2) Layer last;
}

// EXPECT: [KILN-NOT-SUPPORTED] Basic: @Residual is not supported yet
@Residual
class Basic {
    @Conv(filters = 3, kernel = 3) Layer conv;
}
