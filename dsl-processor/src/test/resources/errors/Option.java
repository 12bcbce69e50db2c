package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// OPTION: -Akiln.off=masks,vektors
// OPTION: -Akiln.chunk=-1
// NOWHERE: [KILN-OPTION] -Akiln.off does not know `vektors`; it takes, separated by commas: activations, additions, masks, parallel, statistics, recomputation, concatenations, folding, memory, chunks, halves, panels, winograd, pools, vectors
// NOWHERE: [KILN-OPTION] -Akiln.chunk is `-1`; it must be a number from 1 to 999999
@Model(input = @Input(channels = 3))
class Option {
    @Dense(units = 2)
    Layer dense;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] last: `units` is 0; it must be at least 1
    // DETAIL: fix: units = 10    (then last gives 10)
    @Dense(units = 0)
    Layer last;
}
