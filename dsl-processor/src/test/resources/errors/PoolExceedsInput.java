package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    @Pool(type = GLOBAL_AVERAGE) Layer whole;
    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] pool: the window covers 2x2 but its input is 1x1 (3)
    @Pool(size = 2) Layer pool;
}
