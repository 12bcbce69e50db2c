package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 4))
class Net {
    // RIGHT:     @Conv(filters = 12, kernel = 3, groups = 4)
    @Conv(filters = 10, kernel = 3, groups = 4)
    Layer conv;
}
