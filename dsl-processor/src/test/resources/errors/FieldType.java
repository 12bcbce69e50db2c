package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class FieldType {
    static final int UNITS = 4;

    @Dense(units = UNITS)
    // EXPECT: [KILN-FIELD-TYPE] count: a field is a layer, of type Layer or of a block's; this one is of type int
    // DETAIL: fix: Layer count;    (then count gives 4)
    int count;

    // EXPECT: [KILN-FIELD-TYPE] name: a field is a layer, of type Layer or of a block's; this one is of type java.lang.String
    // DETAIL: fix: add static
    String name;

    @Dense(units = UNITS)
    // EXPECT: [KILN-FIELD-TYPE] shared: a layer is an instance field; this one is static
    // DETAIL: fix: remove static    (then shared gives 4)
    static Layer shared;

    @Dense(units = UNITS)
    Layer last;
}
