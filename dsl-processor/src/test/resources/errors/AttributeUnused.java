package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3))
class AttributeUnused {
    // EXPECT: [KILN-ATTRIBUTE-UNUSED] conv: `slope` belongs to LEAKY_RELU, but the activation is RELU
    // DETAIL: fix: remove slope    (then conv gives 8x8x4)
    @Conv(filters = 4, kernel = 3, activation = RELU, slope = 0.1)
    Layer conv;

    // EXPECT: [KILN-ATTRIBUTE-UNUSED] activate: `alpha` belongs to ELU, but the activation is GELU
    // DETAIL: fix: remove alpha
    @Activate(value = GELU, alpha = 2)
    Layer activate;

    // EXPECT: [KILN-ATTRIBUTE-UNUSED] pool: `countPadding` belongs to AVERAGE; padding never wins a maximum
    // DETAIL: fix: type = AVERAGE
    // DETAIL: fix: remove countPadding
    @Pool(size = 2, countPadding = false)
    Layer pool;

    // EXPECT: [KILN-ATTRIBUTE-UNUSED] whole: a global pool covers the whole map; it takes no `size`
    // DETAIL: fix: remove size
    // DETAIL: fix: type = AVERAGE
    @Pool(type = GLOBAL_AVERAGE, size = 2)
    Layer whole;
}
