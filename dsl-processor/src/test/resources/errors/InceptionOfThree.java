package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class InceptionOfThree {
    Mixed mixed;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    @Inception
    static class Mixed {
        @Conv(filters = 4, kernel = 1)
        Layer one;

        Pooled pooled;

        @Conv(filters = 4, kernel = 3)
        Layer three;
    }

    @Block
    static class Pooled {
        @Conv(filters = 4, kernel = 1)
        Layer reduce;

        // EXPECT: [KILN-INCEPTION-SHAPES] mixed: the branches end with different maps: one 8x8, pooled 4x4, three 8x8
        // DETAIL: fix: stride = 1, padding = SAME at mixed.pooled.pool, line 36    (then mixed gives 8x8x12)
        @Pool(size = 2)
        Layer pool;
    }
}
