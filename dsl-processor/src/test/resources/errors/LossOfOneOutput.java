package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class LossOfOneOutput {
    // EXPECT: [KILN-LOSS] last: cross-entropy needs at least 2 classes, but the network ends with 1 output
    // DETAIL: fix: units = 2    (then last gives 2)
    // DETAIL: fix: activation = SIGMOID    (then last gives 1)
    @Dense(units = 1, activation = SOFTMAX)
    Layer last;
}
