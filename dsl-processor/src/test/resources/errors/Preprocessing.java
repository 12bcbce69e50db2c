package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-PREPROCESSING] Net: `mean` has 2 numbers; it takes 1, or one for each of the 3 channels
@Model(input = @Input(channels = 3, mean = {1, 2}))
class Net {
    @Dense(units = 2, activation = SOFTMAX) Layer last;
}
