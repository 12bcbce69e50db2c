package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(
        input =
                @Input(
                        height = 4,
                        width = 4,
                        channels = 3,
                        // EXPECT: [KILN-PREPROCESSING] Preprocessing: `mean` has 2 numbers; it takes 1, or one for each of the 3 channels
                        // DETAIL: fix: channels = 2
                        mean = {0.5, 0.4},
                        // EXPECT: [KILN-PREPROCESSING] Preprocessing: `deviation` is 0; it must be more than 0
                        // DETAIL: fix: remove deviation
                        deviation = 0))
class Preprocessing {
    @Dense(units = 2)
    Layer last;
}
