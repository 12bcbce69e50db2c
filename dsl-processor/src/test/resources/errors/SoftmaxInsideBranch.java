package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class SoftmaxInsideBranch {
    Heads heads;

    @Inception
    static class Heads {
        // EXPECT: [KILN-SOFTMAX-INSIDE] heads.label: softmax at the end of one branch of heads; one behind all branches usually ends a network
        // DETAIL: fix: activation = RELU    (then heads.label gives 4)
        @Dense(units = 4, activation = SOFTMAX)
        Layer label;

        @Dense(units = 1)
        Layer size;
    }
}
