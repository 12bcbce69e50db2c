package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

class LabelsValue {
    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-LABELS] LabelsValue_Twice: labels 0 and 2 are both `cat`
    // DETAIL: fix: remove @Labels
    @Labels({"cat", "dog", "cat"})
    static class Twice {
        @Dense(units = 3, activation = SOFTMAX)
        Layer last;
    }

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-LABELS] LabelsValue_Blank: label 1 is blank
    // DETAIL: fix: remove @Labels
    @Labels({"cat", " "})
    static class Blank {
        @Dense(units = 2, activation = SOFTMAX)
        Layer last;
    }

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-LABELS] LabelsValue_Lines: label 0 contains the control character U+000A
    // DETAIL: fix: remove @Labels
    @Labels({"c\na\nt", "dog"})
    static class Lines {
        @Dense(units = 2, activation = SOFTMAX)
        Layer last;
    }

    @Model(input = @Input(channels = 3))
    // EXPECT: [KILN-LABELS] LabelsValue_None: @Labels has no labels; it takes one for each output
    // DETAIL: fix: remove @Labels
    @Labels({})
    static class None {
        @Dense(units = 2, activation = SOFTMAX)
        Layer last;
    }
}
