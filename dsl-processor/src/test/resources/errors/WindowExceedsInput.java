package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    @Pool(size = 2) Layer half;
    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] conv: the window covers 5x5 but its input is 4x4 (4x4x3)
    @Conv(filters = 4, kernel = 5, padding = VALID) Layer conv;
    @Dense(units = 2, activation = SOFTMAX) Layer label;
}
