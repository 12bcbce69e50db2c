package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class SoftmaxInside {
    // EXPECT: [KILN-SOFTMAX-INSIDE] first: softmax in front of last; it usually ends a network
    // DETAIL: fix: activation = RELU    (then first gives 4)
    @Dense(units = 4, activation = SOFTMAX)
    Layer first;

    @Identity
    Layer same;

    @Dense(units = 4)
    Layer last;
}
