package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-LOSS] Net: cross-entropy needs one number a class, but the network ends as 8x8x2
@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    @Conv(filters = 2, kernel = 3, activation = SOFTMAX) Layer last;
}
