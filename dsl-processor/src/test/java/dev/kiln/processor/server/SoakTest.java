package dev.kiln.processor.server;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.vector.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many predictions by many threads have the bits of one by one thread, in a JVM with little memory,
 * so that nothing may pile up. {@code -Dkiln.predictions=1000000} sets how many.
 */
class SoakTest {

    private static final int PREDICTIONS = Integer.getInteger("kiln.predictions", 4_000);
    private static final int THREADS = 16;

    /** Room for workers of all threads in both predictors, about 2 MB each, and little else. */
    private static final String HEAP = "-Xmx160m";

    private static final String SOURCE =
            """
            package demo;

            import static dev.kiln.Activation.*;
            import static dev.kiln.Sizes.*;

            import dev.kiln.*;

            @Model(input = @Input(height = 28, width = 28, channels = 1, scale = 1 / 255.0))
            class LeNet {
                @Conv(filters = 6, kernel = 5, activation = RELU)                    Layer conv1;
                @Pool(size = 2)                                                      Layer pool1;
                @Conv(filters = 16, kernel = 5, padding = VALID, activation = RELU)  Layer conv2;
                @Pool(size = 2)                                                      Layer pool2;
                @Dense(units = 120, activation = RELU)                               Layer hidden1;
                @Dense(units = 84, activation = RELU)                                Layer hidden2;
                @Dense(units = 10, activation = SOFTMAX)                             Layer digit;
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "auto"})
    void noBitDiffers(String kernels, @TempDir Path folder) throws Exception {
        MemoryCompiler.compile(Map.of("demo.LeNet", SOURCE), MemoryCompiler.VECTORS)
                .writeTo(folder);
        List<String> lines =
                ChildJvm.run(
                        Soak.class,
                        folder,
                        List.of(
                                "-Dkiln.kernels=" + kernels,
                                HEAP,
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:+BackgroundCompilation",
                                "-XX:+UseOnStackReplacement",
                                "-XX:CompileThresholdScaling=1"),
                        Integer.toString(PREDICTIONS),
                        Integer.toString(THREADS));
        assertThat(lines).hasSize(2);
        assertThat(Long.parseLong(lines.get(0).replace("predictions ", ""))).isAtLeast(PREDICTIONS);
        assertThat(lines.get(1)).isEqualTo("differing 0");
    }
}
