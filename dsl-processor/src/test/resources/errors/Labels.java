package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-LABELS] Net: 3 labels for 2 outputs
@Labels({"a", "b", "c"})
class Net {
    @Dense(units = 2, activation = SOFTMAX) Layer last;
}
