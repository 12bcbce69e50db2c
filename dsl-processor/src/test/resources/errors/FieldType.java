package wrong;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class Net {
    // EXPECT: [KILN-FIELD-TYPE] size: every field of a model is a layer, of type Layer; this one is of type int
    int size;
    // EXPECT: [KILN-FIELD-TYPE] shared: a layer is an instance field; this one is static
    @Dense(units = 2) static Layer shared;
}
