package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-GROUPS] conv: the 3 channels of its input 8x8x3 can't be divided into 2 groups
    @Conv(filters = 4, kernel = 3, groups = 2) Layer conv;
}
