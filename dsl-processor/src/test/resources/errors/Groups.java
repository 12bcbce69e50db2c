package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 4))
class Groups {
    // EXPECT: [KILN-GROUPS] conv: 10 filters can't be divided into 4 groups
    // DETAIL: fix: filters = 12    (then conv gives 8x8x12)
    // DETAIL: fix: groups = 2    (then conv gives 8x8x10)
    @Conv(filters = 10, kernel = 3, groups = 4)
    Layer conv;

    @Pool(size = 2)
    Layer pool;
}
