package errors;

import dev.kiln.*;

@Model(
        input =
                @Input(
                        // EXPECT: [KILN-ATTRIBUTE-VALUE] InputValue: `height` is 0; it must be at least 1
                        // DETAIL: fix: height = 16
                        height = 0,
                        // EXPECT: [KILN-ATTRIBUTE-VALUE] InputValue: `width` is -8; it must be at least 1
                        // DETAIL: fix: width = 8
                        width = -8,
                        channels = 3,
                        // EXPECT: [KILN-PREPROCESSING] InputValue: `scale` is 0; it must be a number other than 0
                        // DETAIL: fix: remove scale
                        scale = 0))
class InputValue {
    @Conv(filters = 4, kernel = 99, padding = Sizes.VALID)
    Layer conv;

    // EXPECT: [KILN-GROUPS] groups: 4 filters can't be divided into 3 groups
    // DETAIL: fix: filters = 3
    // DETAIL: fix: groups = 2
    @Conv(filters = 4, kernel = 3, groups = 3)
    Layer groups;

    @Dense(units = 2)
    Layer last;
}
