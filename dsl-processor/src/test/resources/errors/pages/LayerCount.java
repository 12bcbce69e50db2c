package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 4))
class Net {
    // RIGHT:     @Stage(blocks = 10)
    @Stage(blocks = 100)
    Outer outer;

    @Block
    static class Outer {
        @Stage(blocks = 100)
        Inner inner;
    }

    @Block
    static class Inner {
        @Dense(units = 4)
        Layer hidden;
    }
}
