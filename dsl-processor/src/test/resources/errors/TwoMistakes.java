package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 28, width = 28, channels = 4))
// EXPECT: [KILN-LABELS] TwoMistakes: 2 labels for 10 outputs
// DETAIL: fix: units = 2 at digit, line 30
@Labels({"cat", "dog"})
class TwoMistakes {
    // EXPECT: [KILN-GROUPS] conv: 10 filters can't be divided into 4 groups
    // DETAIL: fix: filters = 12    (then conv gives 28x28x12)
    // DETAIL: fix: groups = 2    (then conv gives 28x28x10)
    @Conv(filters = 10, kernel = 5, groups = 4)
    Layer conv;

    // EXPECT: [KILN-FIELD-LAYERS] pool: one field is one layer, but this one has @Pool and @Activate
    // DETAIL: fix: remove @Activate
    // DETAIL: fix: remove @Pool
    @Pool(size = 2) @Activate(RELU)
    Layer pool;

    @Conv(filters = 16, kernel = 99, padding = VALID)
    Layer unknowable;

    @Dense(units = 10, activation = SOFTMAX)
    Layer digit;
}
