package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class IdleBranch {
    // EXPECT: [KILN-IDLE-BRANCH] twice: the path changes nothing, so the sum doubles its input
    // DETAIL: fix: remove the field twice
    @Residual
    @Identity
    Layer twice;

    Mixed mixed;

    Single single;

    @Inception
    static class Mixed {
        @Conv(filters = 4, kernel = 3)
        Layer conv;

        @Identity
        Layer first;

        // EXPECT: [KILN-IDLE-BRANCH] mixed.second: the branch hands the input on, as mixed.first does
        // DETAIL: fix: remove the field second
        @Identity
        Layer second;
    }

    // EXPECT: [KILN-IDLE-BRANCH] single: its only branch is single.conv, so there is nothing to join
    // DETAIL: fix: remove @Inception, add @Block
    @Inception
    static class Single {
        @Conv(filters = 4, kernel = 3)
        Layer conv;
    }
}
