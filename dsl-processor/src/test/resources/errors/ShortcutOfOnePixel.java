package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class ShortcutOfOnePixel {
    @Conv(filters = 16, kernel = 3, activation = RELU)
    Layer conv;

    Weighted weighted;

    // EXPECT: [KILN-SHORTCUT-OF-ONE-PIXEL] weighted: the path ends as 1x1x16, so the shortcut reads 1 of 64 pixels; a residual adds, and no annotation multiplies channels (squeeze and excitation)
    @Residual
    static class Weighted {
        @Pool(type = GLOBAL_AVERAGE)
        Layer squeeze;

        @Dense(units = 4, activation = RELU)
        Layer reduce;

        @Dense(units = 16, activation = SIGMOID)
        Layer excite;
    }
}
