package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-ATTRIBUTE-VALUE] conv: `filters` is 0; it must be at least 1
    @Conv(filters = 0, kernel = 3) Layer conv;
    // EXPECT: [KILN-ATTRIBUTE-VALUE] pool: `size` is -2; it must be at least 1
    @Pool(size = {2, -2}) Layer pool;
    // EXPECT: [KILN-ATTRIBUTE-VALUE] padded: `padding` is -3; it can't be negative
    @Conv(filters = 2, kernel = 3, padding = {1, -3}) Layer padded;
    // EXPECT: [KILN-ATTRIBUTE-VALUE] leaky: `slope` is -1.0; it must be 0 or more
    @Activate(value = LEAKY_RELU, slope = -1) Layer leaky;
}
