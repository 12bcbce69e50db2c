package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] conv: the window covers 9x9 but its input is 8x8 (8x8x3)
    @Conv(filters = 4, kernel = 3, dilation = 4, padding = VALID) Layer conv;
}
