package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 1024, width = 1024, channels = 3))
class TooLarge {
    // EXPECT: [KILN-TOO-LARGE] hidden: 12,582,912,000 weights are more than a Java array holds
    // DETAIL: fix: @Pool(type = GLOBAL_AVERAGE) Layer pool; in front    (then hidden gives 4000)
    @Dense(units = 4000)
    Layer hidden;

    @Dense(units = 10)
    Layer last;
}
