package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-NAME-TAKEN] NameTaken: can't generate NameTakenNetwork: there is another class of this name
class NameTaken {
    @Dense(units = 2)
    Layer dense;
}

@SuppressWarnings("unused")
class NameTakenNetwork {}

class NameTakenBy {
    @Model(input = @Input(channels = 3))
    static class Nested {
        @Dense(units = 2)
        Layer dense;
    }
}

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-NAME-TAKEN] NameTakenBy_Nested: can't generate NameTakenBy_NestedNetwork: there is another class of this name
class NameTakenBy_Nested {
    @Dense(units = 2)
    Layer dense;
}
