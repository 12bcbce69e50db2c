package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-LOSS] LossOfSoftmax: binary cross-entropy is computed from logits, but the network ends with softmax
// DETAIL: fix: activation = SIGMOID at last, line 15
// DETAIL: fix: loss = CROSS_ENTROPY
@Model(input = @Input(channels = 3), loss = BINARY_CROSS_ENTROPY)
class LossOfSoftmax {
    @Dense(units = 4, activation = SOFTMAX)
    Layer last;
}
