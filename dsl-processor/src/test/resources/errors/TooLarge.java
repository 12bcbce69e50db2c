package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    @Dense(units = 500_000, activation = RELU) Layer first;
    // EXPECT: [KILN-TOO-LARGE] wide: 19,200,000,000 weights are more than a Java array holds
    @Dense(units = 38_400) Layer wide;
}
