package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3),
        // EXPECT: [KILN-ATTRIBUTE-VALUE] Net: `labelSmoothing` is 1.0; it must be at least 0 and below 1
        labelSmoothing = 1)
class Net {
    @Dense(units = 2, activation = SOFTMAX) Layer last;
}
