package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3),
        // EXPECT: [KILN-LOSS] Net: label smoothing belongs to cross-entropy, but the loss is mean squared error
        labelSmoothing = 0.1,
        // EXPECT: [KILN-LOSS] Net: class weights belong to cross-entropy, but the loss is mean squared error
        classWeights = {1, 2})
class Net {
    @Dense(units = 2) Layer last;
}
