package wrong;

import dev.kiln.*;

class NoModel {
    // EXPECT: [KILN-NO-MODEL] last: @Dense has no effect, because the class NoModel is no @Model
    @Dense(units = 2) Layer last;
}
