package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;
@Model(
        input = @Input(channels = 3),
        labelSmoothing = 0.1,
        // EXPECT: [KILN-LOSS] LossWithoutClasses: class weights and label smoothing belong to cross-entropy, but the loss is mean squared error
        // DETAIL: fix: activation = SOFTMAX at last, line 17
        // DETAIL: fix: loss = CROSS_ENTROPY
        classWeights = {1, 2})
class LossWithoutClasses {
    @Dense(units = 2)
    Layer last;
}
