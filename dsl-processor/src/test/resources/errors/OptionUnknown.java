package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// OPTION: -Akiln.of=masks
// OPTION: -Akiln=masks
// NOWHERE: [KILN-OPTION-UNKNOWN] there is no option -Akiln; there are -Akiln.chunk, -Akiln.dump, -Akiln.off, -Akiln.on, -Akiln.report
// NOWHERE: [KILN-OPTION-UNKNOWN] there is no option -Akiln.of; there are -Akiln.chunk, -Akiln.dump, -Akiln.off, -Akiln.on, -Akiln.report
@Model(input = @Input(channels = 3))
class OptionUnknown {
    @Dense(units = 2)
    Layer last;
}
