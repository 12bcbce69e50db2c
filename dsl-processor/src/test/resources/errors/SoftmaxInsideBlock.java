package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class SoftmaxInsideBlock {
    Part part;

    @Dense(units = 2)
    Layer last;

    @Block
    static class Part {
        @Dense(units = 4)
        Layer first;

        // EXPECT: [KILN-SOFTMAX-INSIDE] part.second: softmax in front of last; it usually ends a network
        // DETAIL: fix: value = RELU    (then part.second gives 4)
        @Activate(SOFTMAX)
        Layer second;
    }
}
