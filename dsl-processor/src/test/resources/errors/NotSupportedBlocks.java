package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class NotSupportedBlocks {
    @Conv(filters = 4, kernel = 3)
    Layer conv;

    // EXPECT: [KILN-NOT-SUPPORTED] branches: the block Branches is not supported yet
    Branches branches;

    // EXPECT: [KILN-NOT-SUPPORTED] stage: @Stage is not supported yet
    // EXPECT: [KILN-NOT-SUPPORTED] stage: the block Basic is not supported yet
    @Stage(width = 16) Basic stage;

    @Dense(units = 10)
    Layer last;

    // EXPECT: [KILN-NOT-SUPPORTED] Branches: @Inception is not supported yet
    @Inception
    static class Branches {
        @Conv(filters = 4, kernel = 3)
        Layer one;

        @Identity
        Layer two;
    }

    // EXPECT: [KILN-NOT-SUPPORTED] Basic: @Residual is not supported yet
    @Residual
    static class Basic {
        @Conv(filters = WIDTH, kernel = 3)
        Layer first;
    }
}
