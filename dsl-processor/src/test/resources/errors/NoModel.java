package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;
// EXPECT: [KILN-NO-MODEL] NoModel: @Labels has no effect, because the class NoModel is no @Model
@Labels({"cat", "dog"})
class NoModel {
    // EXPECT: [KILN-NO-MODEL] dense: @Dense has no effect, because the class NoModel is no @Model
    @Dense(units = 2)
    Layer dense;
}
