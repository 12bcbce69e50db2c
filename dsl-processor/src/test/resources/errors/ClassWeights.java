package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(
        input = @Input(channels = 3),
        // EXPECT: [KILN-CLASS-WEIGHTS] ClassWeights: 3 class weights for 4 outputs
        // DETAIL: fix: units = 3 at last, line 16
        classWeights = {1, 2, 3})
class ClassWeights {
    @Dense(units = 4, activation = SOFTMAX)
    Layer last;
}
