package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3),
        // EXPECT: [KILN-CLASS-WEIGHTS] Net: 3 class weights for 2 classes
        classWeights = {1, 2, 3})
class Net {
    @Dense(units = 2, activation = SOFTMAX) Layer last;
}
