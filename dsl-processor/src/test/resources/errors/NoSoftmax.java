package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
@Labels({"cat", "dog"})
class NoSoftmax {
    @Dense(units = 4, activation = RELU)
    Layer hidden;

    // EXPECT: [KILN-NO-SOFTMAX] last: the network has labels, but ends without softmax, so its loss is mean squared error
    // DETAIL: fix: activation = SOFTMAX    (then last gives 2)
    @Dense(units = 2)
    Layer last;
}
