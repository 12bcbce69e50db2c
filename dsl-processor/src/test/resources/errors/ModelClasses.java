package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

class ModelClasses {
    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-MODEL-CLASS] ModelClasses_Described: a model is a class, not an interface
    interface Described {}

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-MODEL-CLASS] ModelClasses_Listed: a model is a class, not an enum
    enum Listed {}

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-MODEL-CLASS] ModelClasses_Recorded: a model is a class, not a record
    record Recorded(@Dense(units = 2) Layer dense) {}

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-MODEL-CLASS] ModelClasses_Generic: a model has no type parameters
    // DETAIL: fix: remove <T>
    static class Generic<T> {
        @Dense(units = 2)
        Layer dense;
    }

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-MODEL-CLASS] ModelClasses_Derived: a model extends no class, because its own fields are all its layers
    // DETAIL: fix: remove extends Thread
    static class Derived extends Thread {
        @Dense(units = 2)
        Layer dense;
    }

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-MODEL-CLASS] ModelClasses_Hidden: a model can't be private, because its generated classes aren't
    // DETAIL: fix: remove private
    private static class Hidden {
        @Dense(units = 2)
        Layer dense;
    }
}
