package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3),
        // EXPECT: [KILN-LOSS] Net: cross-entropy is computed from logits, but the network ends with sigmoid
        loss = CROSS_ENTROPY)
class Net {
    @Dense(units = 2, activation = SIGMOID) Layer last;
}
