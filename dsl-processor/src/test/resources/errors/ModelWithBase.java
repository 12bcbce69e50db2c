package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
// EXPECT: [KILN-MODEL-CLASS] ModelWithBase: a model extends no class, because its own fields are all its layers
class ModelWithBase extends Base {
    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}

class Base {
    @Conv(filters = 4, kernel = 3)
    Layer first;

    @Conv(filters = 4, kernel = 3)
    Layer second;
}
