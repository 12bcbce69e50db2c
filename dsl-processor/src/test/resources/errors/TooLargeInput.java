package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-TOO-LARGE] TooLargeInput: the input 100000x100000x3 has more numbers than a Java array holds
@Model(input = @Input(height = 100000, width = 100000, channels = 3))
class TooLargeInput {
    @Pool(type = GLOBAL_AVERAGE)
    Layer pool;
}
