package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-EMPTY-MODEL] EmptyModel: the model has no layers; each field of type Layer is one
class EmptyModel {
    static final int CONSTANTS_ARE_NO_LAYERS = 3;
}
