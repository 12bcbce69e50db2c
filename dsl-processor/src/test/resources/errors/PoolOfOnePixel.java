package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 4, width = 4, channels = 1))
class PoolOfOnePixel {
    @Pool(size = 4)
    Layer first;

    // EXPECT: [KILN-WINDOW-EXCEEDS-INPUT] second: size 2x2 is larger than its input 1x1x1
    // DETAIL: fix: remove the field second
    // DETAIL: fix: padding = SAME    (then second gives 1)
    @Pool(size = 2)
    Layer second;
}
