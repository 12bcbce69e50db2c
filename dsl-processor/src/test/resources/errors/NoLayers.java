package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Shortcut.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

// EXPECT: [KILN-NO-MODEL] NoLayers: @Labels has no effect, because the class NoLayers is no @Model
@Labels({"cat", "dog"})
class NoLayers {
    // EXPECT: [KILN-NO-MODEL] text: @Init has no effect, because the class NoLayers is no @Model
    @Init(Initializer.HE)
    String text;
}
