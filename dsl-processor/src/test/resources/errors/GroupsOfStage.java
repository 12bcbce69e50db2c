package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 4))
class GroupsOfStage {
    @Stage(blocks = 1, width = 16)
    Grouped narrow;

    @Stage(blocks = 1, width = 18)
    Grouped wide;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;

    @Block
    static class Grouped {
        // EXPECT: [KILN-GROUPS] wide.0.conv: 18 filters can't be divided into 4 groups
        // DETAIL: fix: width = 20 at wide, line 16    (then wide.0.conv gives 8x8x20)
        // DETAIL: fix: groups = 2    (then wide.0.conv gives 8x8x18)
        @Conv(filters = WIDTH, kernel = 3, groups = 4)
        Layer conv;
    }
}
