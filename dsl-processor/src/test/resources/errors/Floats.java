package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Loss.*;
import static dev.kiln.PoolType.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Model(
        // EXPECT: [KILN-CLASS-WEIGHTS] Floats: all class weights are 0, so that no class counts
        // DETAIL: fix: remove classWeights
        classWeights = {0, 1e-50},
        input =
                @Input(
                        channels = 3,
                        // EXPECT: [KILN-PREPROCESSING] Floats: `mean` is NaN; it must be finite
                        // DETAIL: fix: remove mean
                        mean = 0.0 / 0))
class Floats {
    // EXPECT: [KILN-ATTRIBUTE-VALUE] norm: `epsilon` is 1e39; as a float it must be finite above 0
    // DETAIL: fix: remove epsilon    (then norm gives 3)
    @BatchNorm(epsilon = 1e39)
    Layer norm;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] slope: `slope` is 1e300; it must be a finite float
    // DETAIL: fix: remove slope
    @Activate(value = LEAKY_RELU, slope = 1e300)
    Layer slope;

    // EXPECT: [KILN-ATTRIBUTE-VALUE] dropped: `rate` is 0.9999999999999999; it must be at least 0 and below 1
    // DETAIL: fix: rate = 0.5
    @Dropout(rate = 0.9999999999999999)
    Layer dropped;

    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}

@Model(
        // EXPECT: [KILN-CLASS-WEIGHTS] FloatsOfWeights: a class weight is 1e39; it must be a finite float
        // DETAIL: fix: remove classWeights
        classWeights = {1, 1e39},
        input =
                @Input(
                        channels = 3,
                        // EXPECT: [KILN-PREPROCESSING] FloatsOfWeights: `scale / deviation` is 1e-60, which is 0 or infinite as a float
                        // DETAIL: fix: remove scale
                        scale = 1e-60))
class FloatsOfWeights {
    @Dense(units = 2, activation = SOFTMAX)
    Layer last;
}
