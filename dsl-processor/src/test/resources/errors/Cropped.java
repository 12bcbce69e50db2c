package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-CROPPED] pool: stride 3x3 never reaches the last 2 rows and the last 2 columns of 8x8x3
    @Pool(size = 3) Layer pool;
    @Conv(filters = 2, kernel = 3) Layer even;
    @SuppressWarnings("KILN-CROPPED") @Pool(size = 1, stride = 3) Layer quiet;
    @Dense(units = 2, activation = SOFTMAX) Layer label;
}
