package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 5))
class Size {
    // EXPECT: [KILN-SIZE] wide: WIDTH has no value here: it is what a @Stage gives to its block
    // DETAIL: fix: filters = 64    (then wide gives 8x8x64)
    @Conv(filters = 4 * WIDTH, kernel = 3)
    Layer wide;

    @Conv(
            filters = 5,
            // EXPECT: [KILN-SIZE] moved: STRIDE has no value here: it is what a @Stage gives to its block
            // DETAIL: fix: stride = 2
            stride = STRIDE,
            kernel = 3)
    Layer moved;

    // EXPECT: [KILN-SIZE] kernel: WIDTH and IN are numbers of channels; `kernel` takes none
    // DETAIL: fix: kernel = 3
    @Conv(filters = 5, kernel = IN)
    Layer kernel;

    @Stage(width = 7)
    Half odd;

    // EXPECT: [KILN-SIZE] stage: IN can't be used in `width`: it has a meaning for each layer only
    // DETAIL: fix: width = 16
    @Stage(width = IN)
    Half stage;

    @Block
    static class Half {
        // EXPECT: [KILN-SIZE] odd.0.conv: `filters` is WIDTH / 2, which is no whole number for a width of 7
        // DETAIL: fix: width = 8 at odd, line 31
        @Conv(filters = WIDTH / 2, kernel = 1)
        Layer conv;
    }
}
