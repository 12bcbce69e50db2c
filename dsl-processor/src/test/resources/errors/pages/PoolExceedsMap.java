package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 3, width = 3, channels = 3))
class Net {
    // RIGHT:     @Pool(size = 3)
    @Pool(size = 4, padding = 1)
    Layer pool;
}
