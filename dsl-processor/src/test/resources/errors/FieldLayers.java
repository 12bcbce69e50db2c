package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class FieldLayers {
    // EXPECT: [KILN-FIELD-LAYERS] none: the field has no layer annotation: @Conv, @Pool, @Dense, @Activate, @BatchNorm, @Dropout or @Identity
    // DETAIL: fix: add @Conv(filters = 16, kernel = 3)    (then none gives 16)
    // DETAIL: fix: add @Dense(units = 10)    (then none gives 10)
    Layer none;

    @Dense(units = 2)
    // EXPECT: [KILN-FIELD-LAYERS] two: one field is one layer, but this one has @Dense and @Activate
    // DETAIL: fix: activation = RELU, remove @Activate    (then two gives 2)
    // DETAIL: fix: remove @Activate    (then two gives 2)
    // DETAIL: fix: remove @Dense
    @Activate(RELU)
    Layer two;
}
