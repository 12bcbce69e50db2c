package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-ATTRIBUTE-VALUE] AttributeValue: `labelSmoothing` is 1; it must be at least 0 and below 1
// DETAIL: fix: labelSmoothing = 0.1
@Model(input = @Input(height = 8, width = 8, channels = 3), loss = CROSS_ENTROPY, labelSmoothing = 1)
class AttributeValue {
    // EXPECT: [KILN-ATTRIBUTE-VALUE] none: `filters` is 0; it must be at least 1
    // DETAIL: fix: filters = 16    (then none gives 8x8x16)
    @Conv(filters = 0, kernel = 3)
    Layer none;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] kernel: `kernel` is -5; it must be at least 1
    // DETAIL: fix: kernel = {3, 5}
    @Conv(filters = 4, kernel = {3, -5})
    Layer kernel;

    @Conv(
            filters = 4,
            // EXPECT: [KILN-ATTRIBUTE-VALUE] twice: `stride` is 0; it must be at least 1
            // DETAIL: fix: stride = 1
            stride = 0,
            kernel = 3,
            // EXPECT: [KILN-ATTRIBUTE-VALUE] twice: `dilation` is -1; it must be at least 1
            // DETAIL: fix: dilation = 1
            dilation = -1)
    Layer twice;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] padding: `padding` is -3; it can't be negative
    // DETAIL: fix: padding = {0, 3}
    @Conv(filters = 4, kernel = 3, padding = {0, -3})
    Layer padding;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] mixed: SAME and VALID stand alone in `padding`
    // DETAIL: fix: padding = SAME
    @Conv(filters = 4, kernel = 3, padding = {SAME, 1})
    Layer mixed;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] slope: `slope` is -0.5; it must be 0 or more
    // DETAIL: fix: slope = 0.5
    @Activate(value = LEAKY_RELU, slope = -0.5)
    Layer slope;

    @Dense(units = 10)
    Layer last;
}
