package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 6, width = 5, channels = 4))
class Reach {
    // EXPECT: [KILN-TOO-LARGE] stride: stride 2147483647x2147483647 steps over more numbers than a Java array holds
    // DETAIL: fix: stride = 1    (then stride gives 6x5x4)
    @Conv(filters = 4, kernel = 3, stride = 2147483647)
    Layer stride;

    @Conv(filters = 4, kernel = 3)
    Layer conv;
}

@Model(input = @Input(height = 6, width = 5, channels = 4))
class ReachOfPadding {
    // EXPECT: [KILN-TOO-LARGE] padding: its input 6x5x4, padded to 4294967300x4294967299, has more numbers than a Java array holds
    // DETAIL: fix: padding = SAME    (then padding gives 3x3x4)
    @Pool(size = 2, padding = 2147483647)
    Layer padding;
}

@Model(input = @Input(height = 6, width = 5, channels = 4))
class ReachOfKernel {
    @Conv(
            filters = 4,
            // EXPECT: [KILN-TOO-LARGE] kernel: kernel 65536x1, dilated by 65536x1, covers more numbers than a Java array holds
            // DETAIL: fix: dilation = 1    (then kernel gives 6x5x4)
            // DETAIL: fix: kernel = 3    (then kernel gives 6x5x4)
            kernel = {65536, 1},
            dilation = {65536, 1})
    Layer kernel;
}

@Model(input = @Input(height = 6, width = 5, channels = 4))
class ReachOfDilation {
    // EXPECT: [KILN-TOO-LARGE] dilation: dilation 65536x65536 steps over more numbers than a Java array holds
    // DETAIL: fix: dilation = 1    (then dilation gives 6x5x4)
    @Conv(filters = 4, kernel = 1, dilation = 65536)
    Layer dilation;
}

@Model(input = @Input(channels = 20_000_000))
class ReachOfChannels {
    // EXPECT: [KILN-SIZE] wide: `filters` is 198 * IN, which is more than a Java array holds for the 20000000 channels of its input 20000000
    @Conv(filters = 198 * IN, kernel = 1)
    Layer wide;
}
