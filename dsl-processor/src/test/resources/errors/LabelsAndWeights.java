package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(input = @Input(height = 8, width = 8, channels = 3), classWeights = {1, 2, 3})
// EXPECT: [KILN-LABELS] LabelsAndWeights: 3 labels and class weights for 2 outputs
// DETAIL: fix: units = 3 at last, line 19
@Labels({"cat", "dog", "cow"})
class LabelsAndWeights {
    @Conv(filters = 4, kernel = 3, activation = RELU)
    Layer conv;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}
