package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-GROUPS] conv: 4 filters can't be divided into 3 groups
    @Conv(filters = 4, kernel = 3, groups = 3) Layer conv;
    // EXPECT: [KILN-GROUPS] more: 6 filters can't be divided into 4 groups
    @Conv(filters = 6, kernel = 3, groups = 4) Layer more;
}
