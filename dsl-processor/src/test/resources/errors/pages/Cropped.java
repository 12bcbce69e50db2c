package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 10, width = 10, channels = 3))
class Net {
    // RIGHT:     @Pool(size = 5, stride = 5)
    @Pool(size = 4, stride = 4)
    Layer pool;
}
