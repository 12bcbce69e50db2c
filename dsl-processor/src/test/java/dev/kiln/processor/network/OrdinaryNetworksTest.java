package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

/** Networks in which nothing is wrong compile where warnings are errors. */
class OrdinaryNetworksTest {

    /** LeNet-5, as the README shows it. */
    private static final String LENET =
            """
            @Model(input = @Input(height = 28, width = 28, channels = 1))
            @Regularize(l2 = 1e-4)
            class LeNet {
                @Conv(filters = 6, kernel = 5, activation = RELU) Layer conv1;
                @Pool(size = 2) Layer pool1;
                @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU) Layer conv2;
                @Pool(size = 2) Layer pool2;
                @Dense(units = 120, activation = RELU) @Regularize(dropout = 0.25) Layer hidden1;
                @Dense(units = 84, activation = RELU) Layer hidden2;
                @Dense(units = 10, activation = SOFTMAX) Layer digit;
            }
            """;

    /** The older example of Keras for MNIST: 98 % of the weights are in its hidden layer. */
    private static final String HIDDEN =
            """
            @Model(input = @Input(height = 28, width = 28, channels = 1))
            class Hidden {
                @Conv(filters = 32, kernel = 3, padding = VALID, activation = RELU) Layer conv1;
                @Conv(filters = 64, kernel = 3, padding = VALID, activation = RELU) Layer conv2;
                @Pool(size = 2) @Regularize(dropout = 0.25) Layer pool;
                @Dense(units = 128, activation = RELU) @Regularize(dropout = 0.5) Layer hidden;
                @Dense(units = 10, activation = SOFTMAX) Layer digit;
            }
            """;

    /** The newer one: its pools leave a row and a column of 11x11. */
    private static final String ODD =
            """
            @Model(input = @Input(height = 28, width = 28, channels = 1))
            class Odd {
                @Conv(filters = 32, kernel = 3, padding = VALID, activation = RELU) Layer conv1;
                @Pool(size = 2) Layer pool1;
                @Conv(filters = 64, kernel = 3, padding = VALID, activation = RELU) Layer conv2;
                @Pool(size = 2) @Regularize(dropout = 0.5) Layer pool2;
                @Dense(units = 10, activation = SOFTMAX) Layer digit;
            }
            """;

    private static final String VGG =
            """
            @Model(input = @Input(height = 32, width = 32, channels = 3))
            @Labels({"plane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"})
            class Vgg {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer conv1;
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer conv2;
                @Pool(size = 2) Layer pool1;
                @Conv(filters = 32, kernel = 3, activation = RELU) Layer conv3;
                @Pool(size = 2) Layer pool2;
                @Dense(units = 512, activation = RELU) Layer hidden1;
                @Dense(units = 64, activation = RELU) Layer hidden2;
                @Dense(units = 10, activation = SOFTMAX) Layer label;
            }
            """;

    /** Nearly all weights are in the first layer, which no pool could help. */
    private static final String PERCEPTRON =
            """
            @Model(input = @Input(height = 28, width = 28, channels = 1))
            class Perceptron {
                @Dense(units = 800, activation = RELU) Layer hidden1;
                @Dense(units = 20, activation = RELU) Layer hidden2;
                @Dense(units = 20, activation = RELU) Layer hidden3;
                @Dense(units = 10, activation = SOFTMAX) Layer digit;
            }
            """;

    private static final String RESNET =
            """
            @Model(input = @Input(height = 32, width = 32, channels = 3))
            @Regularize(l2 = 1e-4, batchNorm = true)
            class ResNet {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer stem;
                @Stage(blocks = 2, width = 16) BasicBlock stage1;
                @Stage(blocks = 2, width = 32, stride = 2) BasicBlock stage2;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 10, activation = SOFTMAX) Layer label;

                @Residual(activation = RELU)
                static class BasicBlock {
                    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU) Layer first;
                    @Conv(filters = WIDTH, kernel = 3) Layer second;
                }
            }
            """;

    private static MemoryCompiler.Result compile(String... further) {
        List<String> options = new ArrayList<>(List.of("-Xlint:all", "--release", "17"));
        options.addAll(List.of(further));
        return MemoryCompiler.attempt(
                Models.of(LENET, HIDDEN, ODD, VGG, PERCEPTRON, RESNET),
                options,
                new KilnProcessor());
    }

    @Test
    void compileWithoutAWarning() {
        MemoryCompiler.Result outcome = compile("-Werror");
        assertThat(outcome.diagnostics()).isEmpty();
        assertWithMessage("compiled").that(outcome.done()).isTrue();
    }

    /** That the module incubates is all that javac says, and nothing can keep it from that. */
    @Test
    void compileWithoutAWarningOfKilnWhereVectorsAre() {
        MemoryCompiler.Result outcome = compile("--add-modules", "jdk.incubator.vector");
        assertWithMessage("compiled").that(outcome.done()).isTrue();
        for (Diagnostic<?> d : outcome.diagnostics()) {
            assertThat(d.getCode()).isEqualTo("compiler.warn.incubating.modules");
        }
    }
}
