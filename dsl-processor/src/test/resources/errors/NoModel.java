package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-NO-MODEL] NoModel: the class has layers, but is no @Model
// DETAIL: fix: add @Model(input = @Input(height = 28, width = 28, channels = 1))    (with the shape of your samples)
class NoModel {
    @Conv(filters = 4, kernel = 3)
    Layer conv;

    @Dense(units = 2, activation = SOFTMAX)
    Layer dense;
}
