package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-SOFTMAX-INSIDE] old: softmax usually ends a network, but layers follow
    @Dense(units = 5, activation = SOFTMAX) Layer old;
    @Dense(units = 2, activation = SOFTMAX) Layer label;
}
