package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// RIGHT: @Model(input = @Input(height = 1000, width = 1000, channels = 3))
@Model(input = @Input(height = 100_000, width = 100_000, channels = 3))
class Net {
    @Conv(filters = 4, kernel = 3)
    Layer conv;
}
