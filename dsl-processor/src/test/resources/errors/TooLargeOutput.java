package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 1024, width = 1024, channels = 3))
class TooLargeOutput {
    // EXPECT: [KILN-TOO-LARGE] conv: its output 1024x1024x4096 has more numbers than a Java array holds
    // DETAIL: fix: filters = 1024    (then conv gives 1024x1024x1024)
    @Conv(filters = 4096, kernel = 1)
    Layer conv;

    @Pool(size = 2)
    Layer pool;
}
