package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-NOT-SUPPORTED] NotSupportedLayers: @Budget is not supported yet
@Budget(parameters = 1000)
@Model(input = @Input(height = 8, width = 8, channels = 3))
class NotSupportedLayers {
    @Conv(filters = 4, kernel = 3)
    Layer conv;
}
