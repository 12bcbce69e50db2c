package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-PREPROCESSING] Net: `deviation` is 0.0; it must be more than 0
@Model(input = @Input(channels = 3, deviation = 0))
class Net {
    @Dense(units = 2, activation = SOFTMAX) Layer last;
}
