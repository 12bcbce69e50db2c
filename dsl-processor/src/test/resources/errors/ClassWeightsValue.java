package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-CLASS-WEIGHTS] ClassWeightsValue: a class weight is -1; it must be 0 or more
// DETAIL: fix: classWeights = {1, 1}
@Model(input = @Input(channels = 3), classWeights = {1, -1})
class ClassWeightsValue {
    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}
