package wrong;

import dev.kiln.*;

@Model(input = @Input(channels = 3))
// EXPECT: [KILN-NAME-TAKEN] Net: a class that would be generated exists already
class Net {
    @Dense(units = 2) Layer last;
}

class NetNetwork {}
