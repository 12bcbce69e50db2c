package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-LABELS] LabelsCount: 2 labels for 4 outputs
// DETAIL: last    4   dense, 4 units   <- 3 became 4, line 16
// DETAIL: fix: units = 2 at last, line 16
@Labels({"cat", "dog"})
class LabelsCount {
    @Dense(units = 4, activation = SOFTMAX)
    Layer last;
}
