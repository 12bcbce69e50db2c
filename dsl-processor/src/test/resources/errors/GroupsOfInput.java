package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class GroupsOfInput {
    @Conv(filters = 10, kernel = 3)
    Layer first;

    @Pool(size = 2)
    Layer pool;

    // EXPECT: [KILN-GROUPS] second: the 10 channels of its input 4x4x10 can't be divided into 4 groups
    // DETAIL: first    8x8x10   conv 3x3, padding 1, 10 filters   <- 3 became 10, line 12
    // DETAIL: fix: groups = 2    (then second gives 4x4x8)
    // DETAIL: fix: filters = 12 at first, line 12    (then second gives 4x4x8)
    @Conv(filters = 8, kernel = 3, groups = 4)
    Layer second;
}
