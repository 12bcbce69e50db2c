package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-LOSS] Net: cross-entropy needs at least 2 classes, but the network ends with 1 output
@Model(input = @Input(channels = 3))
class Net {
    @Dense(units = 1, activation = SOFTMAX) Layer last;
}
