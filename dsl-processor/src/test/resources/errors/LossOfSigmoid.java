package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;
@Model(
        input = @Input(channels = 3),
        // EXPECT: [KILN-LOSS] LossOfSigmoid: cross-entropy is computed from logits, but the network ends with sigmoid
        // DETAIL: fix: activation = SOFTMAX at last, line 16
        // DETAIL: fix: loss = BINARY_CROSS_ENTROPY
        loss = CROSS_ENTROPY)
class LossOfSigmoid {
    @Dense(units = 2, activation = SIGMOID)
    Layer last;
}
