package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 3, width = 3, channels = 3))
class PoolExceedsMap {
    // EXPECT: [KILN-POOL-EXCEEDS-MAP] pool: a pool of 4x4 is larger than its map 3x3x3
    // DETAIL: fix: type = GLOBAL_MAX, remove size, remove padding    (then pool gives 3)
    @Pool(size = 4, padding = 1)
    Layer pool;
}
