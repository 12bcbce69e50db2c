package dev.kiln.processor.report;

import dev.kiln.processor.Models;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Networks of which reports are looked at. */
final class Networks {

    static final Map<String, String> LENET =
            Models.of(
                    """
                    @Model(input = @Input(height = 28, width = 28, channels = 1, scale = 1 / 255.0))
                    @Regularize(l2 = 1e-4)
                    class LeNet {
                        @Conv(filters = 6, kernel = 5, activation = RELU) Layer conv1;
                        @Pool(size = 2) Layer pool1;
                        @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU)
                        Layer conv2;
                        @Pool(size = 2) Layer pool2;
                        @Dense(units = 120, activation = RELU) @Regularize(dropout = 0.25)
                        Layer hidden1;
                        @Dense(units = 84, activation = RELU) Layer hidden2;
                        @Dense(units = 10, activation = SOFTMAX) Layer digit;
                    }
                    """);

    /** Every kind of layer and block, and some of what passes refuse. */
    static final Map<String, String> ALL_KINDS =
            Models.of(
                    """
                    @Model(input = @Input(height = 16, width = 16, channels = 3))
                    class Kinds {
                        @Conv(filters = 16, kernel = 3, activation = GELU) Layer stem;
                        @BatchNorm Layer norm;
                        @Activate(RELU) Layer relu;
                        @Stage(blocks = 2, width = 16, stride = 2) Basic stage;
                        Mixed mixed;
                        @Conv(filters = 24, kernel = 3) @Residual Layer around;
                        Plain plain;
                        @Identity Layer nothing;
                        @Dropout(rate = 0.5) Layer dropout;
                        @Pool(type = GLOBAL_AVERAGE) Layer pool;
                        @Dense(units = 5, activation = SOFTMAX) Layer label;
                        @Residual(activation = RELU) @Regularize(batchNorm = true)
                        static class Basic {
                            @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)
                            Layer first;
                            @Conv(filters = WIDTH, kernel = 3) Layer second;
                        }
                        @Inception static class Mixed {
                            @Conv(filters = 16, kernel = 1) Layer one;
                            @Pool(size = 3, stride = 1, padding = 1) Layer pooled;
                            @Identity Layer same;
                        }
                        @Block static class Plain {
                            @Conv(filters = IN / 2, kernel = 1, groups = 2) Layer half;
                        }
                    }
                    """);

    /** A shortcut that does not fit, and a layer behind it. */
    static final Map<String, String> BROKEN =
            Models.of(
                    """
                    @Model(input = @Input(height = 28, width = 28, channels = 1))
                    class Broken {
                        @Conv(filters = 16, kernel = 3, activation = RELU) Layer stem;
                        Basic block;
                        @Pool(type = GLOBAL_AVERAGE) Layer pool;
                        @Dense(units = 10, activation = SOFTMAX) Layer label;
                        @Residual(shortcut = IDENTITY) static class Basic {
                            @Conv(filters = 32, kernel = 3, stride = 2) Layer first;
                            @Conv(filters = 32, kernel = 3) Layer second;
                        }
                    }
                    """);

    private Networks() {}

    /** A published network of the test resources. */
    static Map<String, String> architecture(String name) {
        String file = "/architectures/" + name + ".java";
        try (InputStream stream = Networks.class.getResourceAsStream(file)) {
            return Map.of(
                    "architectures." + name,
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
