package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 32, width = 32, channels = 3))
class DeepNetwork {
    @Conv(filters = 16, kernel = 3, activation = RELU)
    Layer stem;

    @Stage(blocks = 24, width = 16)
    Body stage1;

    @Stage(blocks = 24, width = 32, stride = 2)
    Body stage2;

    @Stage(blocks = 24, width = 64, stride = 2)
    Body stage3;

    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] pool: size 9x9 is larger than its input 8x8x64
    // DETAIL: ... 72 layers of 32x32x16 ...
    // DETAIL: ... 69 layers of 16x16x32 ...
    // DETAIL: ... 67 layers of 8x8x64 ...
    // DETAIL: fix: stride = 1 at stage3.0.first, line 40    (then pool gives 3x3x64)
    // DETAIL: fix: stride = 1 at stage2.0.first, line 40    (then pool gives 3x3x64)
    // DETAIL: fix: size = 8    (then pool gives 64)
    @Pool(size = 9)
    Layer pool;

    @Dense(units = 10, activation = SOFTMAX)
    Layer label;

    @Residual(activation = RELU)
    static class Body {
        @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
        Layer first;

        @Conv(filters = WIDTH, kernel = 3)
        Layer second;
    }
}
