package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// OPTION: -Akiln.of=vectors
@Model(input = @Input(channels = 3))
class Net {
    @Dense(units = 2)
    Layer last;
}
