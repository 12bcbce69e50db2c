package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 32, width = 32, channels = 3))
class Lopsided {
    @Conv(filters = 8, kernel = 3, activation = RELU)
    Layer conv1;

    @Conv(filters = 8, kernel = 3, activation = RELU)
    Layer conv2;

    // EXPECT: [KILN-LOPSIDED] hidden: it holds 819,300 of the 821,118 weights, behind a map of 32x32x8
    // DETAIL: fix: @Pool(type = GLOBAL_AVERAGE) Layer pool; in front    (then hidden gives 100)
    @Dense(units = 100, activation = RELU)
    Layer hidden;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;
}
