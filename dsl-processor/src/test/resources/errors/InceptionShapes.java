package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class InceptionShapes {
    Mixed mixed;

    @Inception
    static class Mixed {
        @Conv(filters = 4, kernel = 1)
        Layer one;

        // EXPECT: [KILN-INCEPTION-SHAPES] mixed: the branches end with different maps: one 8x8, pooled 4x4
        // DETAIL: fix: stride = 1 at mixed.pooled, line 23    (then mixed gives 8x8x7)
        // DETAIL: fix: stride = 2 at mixed.one, line 17    (then mixed gives 4x4x7)
        @Pool(size = 3, stride = 2, padding = 1)
        Layer pooled;
    }
}
