package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    @Conv(filters = 16, kernel = 3, activation = RELU) Layer first;
    @Conv(filters = 16, kernel = 3, activation = RELU) Layer second;
    // EXPECT: [KILN-LOPSIDED] hidden holds 1049600 of the 1054418 weights
    @Dense(units = 1024, activation = RELU) Layer hidden;
    @Dense(units = 2, activation = SOFTMAX) Layer label;
}
