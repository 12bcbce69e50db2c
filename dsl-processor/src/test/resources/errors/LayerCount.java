package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
class LayerCount {
    // EXPECT: [KILN-LAYER-COUNT] LayerCount: the model has 2,000,000,001 layers, 2,000,000,000 of them in outer; at most 5,000 are supported
    @Stage(blocks = 1000, width = 4)
    Outer outer;

    @Dense(units = 2)
    Layer last;

    @Block
    static class Outer {
        @Stage(blocks = 1000, width = WIDTH)
        Middle middle;
    }

    @Block
    static class Middle {
        @Stage(blocks = 1000, width = WIDTH)
        Inner inner;
    }

    @Block
    static class Inner {
        static final int UNUSED = 0;

        @Dense(units = WIDTH)
        Layer one;

        @Dense(units = WIDTH)
        Layer two;
    }
}
