package errors;

import static dev.kiln.Activation.*;
import static dev.kiln.Sizes.*;

import dev.kiln.*;

@Budget(
        // EXPECT: [KILN-BUDGET] Budgets: 61,706 parameters, but the budget is 20,000
        // DETAIL: hidden1  48,120 parameters
        // DETAIL: hidden2  10,164 parameters
        // DETAIL: conv2    2,416 parameters
        // DETAIL: fix: @Pool(type = GLOBAL_AVERAGE) Layer pool; in front at hidden1, line 45    (then 15,626)
        // DETAIL: fix: units = 32 at hidden1, line 45    (then 19,026)
        parameters = 20_000,
        // EXPECT: [KILN-BUDGET] Budgets: 416,520 multiply-adds for a sample, but the budget is 300,000
        // DETAIL: conv2    240,000 multiply-adds
        // DETAIL: fix: filters = 9 at conv2, line 39    (then 290,520)
        // DETAIL: fix: filters = 4 at conv1, line 33    (then 297,320)
        multiplyAdds = 300_000,
        // EXPECT: [KILN-BUDGET] Budgets: 247,736 bytes in a weight file, but the budget is 100,000
        // DETAIL: hidden1  192,480 bytes
        // DETAIL: fix: @Pool(type = GLOBAL_AVERAGE) Layer pool; in front at hidden1, line 45    (then 63,408)
        // DETAIL: fix: units = 40 at hidden1, line 45    (then 92,520)
        // DETAIL: fix: filters = 4 at conv2, line 39    (then 96,472)
        weightBytes = 100_000,
        // EXPECT: [KILN-BUDGET] Budgets: 55,448 bytes of working memory for a sample in training, but the budget is 40,000
        // DETAIL: conv1  18,816 bytes of output
        // DETAIL: fix: filters = 3 at conv1, line 33    (then 34,280)
        activationBytes = 40_000)
@Model(input = @Input(height = 28, width = 28, channels = 1, scale = 1 / 255.0))
class Budgets {
    @Conv(filters = 6, kernel = 5, activation = RELU)
    Layer conv1;

    @Pool(size = 2)
    Layer pool1;

    @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU)
    Layer conv2;

    @Pool(size = 2)
    Layer pool2;

    @Dense(units = 120, activation = RELU)
    Layer hidden1;

    @Dense(units = 84, activation = RELU)
    Layer hidden2;

    @Dense(units = 10, activation = SOFTMAX)
    Layer digit;
}

@Budget(
        // EXPECT: [KILN-ATTRIBUTE-VALUE] NoBudget: `parameters` is 0; it must be at least 1
        // DETAIL: fix: remove @Budget
        parameters = 0)
@Model(input = @Input(channels = 3))
class NoBudget {
    @Dense(units = 2)
    Layer dense;
}

// EXPECT: [KILN-ATTRIBUTE-COUNT] Unlimited: @Budget has no limit
// DETAIL: fix: remove @Budget
@Budget
@Model(input = @Input(channels = 3))
class Unlimited {
    @Dense(units = 2)
    Layer dense;
}

@Budget(parameters = 8, multiplyAdds = 6, weightBytes = 1000, activationBytes = 1000)
@Model(input = @Input(channels = 3))
class Kept {
    @Dense(units = 2)
    Layer dense;
}
