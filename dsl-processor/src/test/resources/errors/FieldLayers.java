package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-FIELD-LAYERS] none: the field has no layer annotation
    Layer none;
    // EXPECT: [KILN-FIELD-LAYERS] two: one field is one layer, but this one has @Pool and @Dense
    @Pool(size = 2) @Dense(units = 2) Layer two;
}
