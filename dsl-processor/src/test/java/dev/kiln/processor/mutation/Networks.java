package dev.kiln.processor.mutation;

import java.util.List;

/** Valid small networks of all kinds, to be mutated; the first class of each is the model. */
final class Networks {

    private static final String HEAD =
            """
            package nets;
            import static dev.kiln.Activation.*;
            import static dev.kiln.PoolType.*;
            import static dev.kiln.Shortcut.*;
            import static dev.kiln.Sizes.*;
            import dev.kiln.*;
            """;

    private static final String LENET =
            """
            @Model(input = @Input(height = 28, width = 28, channels = 1, scale = 1 / 255.0))
            @Regularize(l2 = 1e-4)
            class Net {
                @Conv(filters = 6, kernel = 5, activation = RELU) Layer conv1;
                @Pool(size = 2) Layer pool1;
                @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU) Layer conv2;
                @Pool(size = 2) Layer pool2;
                @Dense(units = 120, activation = RELU) @Regularize(dropout = 0.25) Layer hidden1;
                @Dense(units = 84, activation = RELU) Layer hidden2;
                @Dense(units = 10, activation = SOFTMAX) Layer digit;
            }
            """;

    private static final String STAGES =
            """
            @Model(input = @Input(height = 16, width = 16, channels = 3))
            @Regularize(l2 = 1e-4, batchNorm = true)
            class Net {
                @Conv(filters = 8, kernel = 3, activation = RELU) Layer stem;
                @Stage(blocks = 2, width = 8) Basic stage1;
                @Stage(blocks = 2, width = 16, stride = 2) Basic stage2;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 10, activation = SOFTMAX) Layer label;

                @Residual(activation = RELU)
                static class Basic {
                    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU) Layer first;
                    @Conv(filters = WIDTH, kernel = 3) Layer second;
                }
            }
            """;

    private static final String BOTTLENECKS =
            """
            @Model(input = @Input(height = 16, width = 16, channels = 3))
            class Net {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer stem;
                @Stage(blocks = 2, width = 4) Bottleneck stage1;
                @Stage(blocks = 2, width = 8, stride = 2) Bottleneck stage2;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 5, activation = SOFTMAX) Layer label;

                @Residual(activation = RELU)
                static class Bottleneck {
                    @Conv(filters = WIDTH, kernel = 1, activation = RELU) Layer reduce;
                    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, groups = 4, activation = RELU)
                    Layer grouped;
                    @Conv(filters = 4 * WIDTH, kernel = 1) Layer expand;
                }
            }
            """;

    private static final String IDENTITY =
            """
            @Model(input = @Input(height = 12, width = 12, channels = 3))
            @Labels({"cat", "dog", "cow"})
            class Net {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer stem;
                @Pool(size = 2) Layer half;
                Same same;
                @Residual(shortcut = IDENTITY) @Conv(filters = 16, kernel = 3) Layer more;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 3, activation = SOFTMAX) Layer label;

                @Residual(shortcut = IDENTITY, activation = RELU)
                static class Same {
                    @Conv(filters = 16, kernel = 3, activation = RELU) Layer first;
                    @Conv(filters = 16, kernel = 3) Layer second;
                }
            }
            """;

    private static final String INCEPTION =
            """
            @Model(input = @Input(height = 14, width = 14, channels = 3))
            class Net {
                @Conv(filters = 12, kernel = 3, activation = RELU) Layer stem;
                Mixed mixed;
                @Pool(size = 2) Layer pool;
                @Dense(units = 4, activation = SOFTMAX) Layer label;

                @Inception
                static class Mixed {
                    @Conv(filters = 8, kernel = 1, activation = RELU) Layer one;
                    Three three;
                    Pooled pooled;
                }

                @Block
                static class Three {
                    @Conv(filters = 6, kernel = 1, activation = RELU) Layer reduce;
                    @Conv(filters = 8, kernel = 3, activation = RELU) Layer conv;
                }

                @Block
                static class Pooled {
                    @Pool(size = 3, stride = 1, padding = 1) Layer pool;
                    @Conv(filters = 4, kernel = 1, activation = RELU) Layer project;
                }
            }
            """;

    private static final String REDUCTION =
            """
            @Model(input = @Input(height = 17, width = 17, channels = 3))
            class Net {
                @Conv(filters = 8, kernel = 3, padding = VALID, activation = RELU) Layer stem;
                Reduction reduction;
                @Conv(filters = 16, kernel = {1, 5}, activation = RELU) Layer wide;
                @Conv(filters = 16, kernel = {5, 1}, activation = RELU) Layer high;
                @Pool(type = GLOBAL_MAX) Layer pool;
                @Dense(units = 2, activation = SOFTMAX) Layer label;

                @Inception
                static class Reduction {
                    @Conv(filters = 8, kernel = 3, stride = 2, padding = VALID, activation = RELU) Layer conv;
                    @Pool(size = 3, stride = 2) Layer pool;
                }
            }
            """;

    private static final String DENSE =
            """
            @Model(input = @Input(height = 8, width = 8, channels = 3))
            class Net {
                @Conv(filters = 8, kernel = 3, activation = RELU) Layer stem;
                @Stage(blocks = 3, width = 4) Grown grown;
                @Conv(filters = IN / 2, kernel = 1, activation = RELU) Layer transition;
                @Pool(type = AVERAGE, size = 2) Layer half;
                @Dense(units = 6, activation = SOFTMAX) Layer label;

                @Inception
                static class Grown {
                    @Identity Layer same;
                    New fresh;
                }

                @Block
                static class New {
                    @BatchNorm Layer norm;
                    @Activate(RELU) Layer relu;
                    @Conv(filters = WIDTH, kernel = 3) Layer conv;
                }
            }
            """;

    private static final String SEPARABLE =
            """
            @Model(input = @Input(height = 16, width = 16, channels = 3))
            class Net {
                @Conv(filters = 8, kernel = 3, stride = 2, activation = RELU) Layer stem;
                @Stage(blocks = 1, width = 8) Inverted narrow;
                @Stage(blocks = 2, width = 12, stride = 2) Inverted wide;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dropout(rate = 0.2) Layer drop;
                @Dense(units = 5, activation = SOFTMAX) Layer label;

                @Residual
                static class Inverted {
                    @Conv(filters = 6 * IN, kernel = 1, activation = RELU) Layer expand;
                    @Conv(filters = IN, kernel = 3, stride = STRIDE, groups = IN, activation = RELU) Layer depth;
                    @Conv(filters = WIDTH, kernel = 1) Layer project;
                }
            }
            """;

    private static final String DEEP =
            """
            @Model(input = @Input(height = 32, width = 32, channels = 3), labelSmoothing = 0.1)
            @Regularize(batchNorm = true, dropout = 0.3)
            class Net {
                Twice one;
                @Pool(size = 2) Layer pool1;
                Twice two;
                @Pool(size = 2) Layer pool2;
                @Conv(filters = 16, kernel = 3, padding = VALID, activation = LEAKY_RELU, slope = 0.2) Layer last;
                @Dense(units = 32, activation = RELU) Layer hidden;
                @Dense(units = 10, activation = SOFTMAX) Layer label;

                @Block
                static class Twice {
                    @Conv(filters = 8, kernel = 3, activation = RELU) Layer first;
                    @Conv(filters = 8, kernel = 3, activation = RELU) Layer second;
                }
            }
            """;

    private static final String DILATED =
            """
            @Model(input = @Input(height = 20, width = 20, channels = 2, mean = {0.5, 0.4}, deviation = 0.2))
            class Net {
                @Conv(filters = 4, kernel = 3, dilation = 2, activation = ELU, alpha = 0.5) Layer far;
                @Conv(filters = 4, kernel = 3, dilation = 4, padding = VALID, activation = TANH) Layer farther;
                @Conv(filters = 1, kernel = 1) Layer map;
            }
            """;

    private static final String VECTOR =
            """
            @Model(input = @Input(channels = 12), loss = Loss.BINARY_CROSS_ENTROPY)
            class Net {
                @Dense(units = 16, activation = GELU) @Init(Initializer.GLOROT) Layer hidden;
                @BatchNorm(momentum = 0.2) Layer norm;
                @Residual @Dense(units = 16, activation = TANH) Layer again;
                @Frozen @Dense(units = 8, activation = RELU) Layer kept;
                @Dense(units = 1, activation = SIGMOID) Layer yes;
            }
            """;

    private static final String REGRESSION =
            """
            @Model(input = @Input(height = 9, width = 7, channels = 2), inputGradient = true)
            class Net {
                @Conv(filters = 6, kernel = {3, 1}, stride = {2, 1}, padding = {1, 0}, bias = false) Layer conv;
                @Activate(SILU) Layer act;
                @Pool(type = AVERAGE, size = {3, 2}, stride = 2, padding = {1, 1, 0, 1}, countPadding = false)
                Layer pool;
                @Dense(units = 3) Layer out;
            }
            """;

    private static final List<String> ALL =
            List.of(
                    LENET,
                    STAGES,
                    BOTTLENECKS,
                    IDENTITY,
                    INCEPTION,
                    REDUCTION,
                    DENSE,
                    SEPARABLE,
                    DEEP,
                    DILATED,
                    VECTOR,
                    REGRESSION);

    private Networks() {}

    static List<String> all() {
        return ALL.stream().map(text -> HEAD + text).toList();
    }
}
