package wrong;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-MODEL-CLASS] Shape: a model is a class, not a record
record Shape(@Dense(units = 2) Layer last) {}

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-MODEL-CLASS] Wide: a model has no type parameters
class Wide<T> {
    @Dense(units = 2) Layer last;
}

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-MODEL-CLASS] Child: a model extends no class
class Child extends Object2 {
    @Dense(units = 2) Layer last;
}

class Object2 {}
