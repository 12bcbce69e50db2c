package dev.kiln.processor.server;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.network.LeNet;
import dev.kiln.processor.vector.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many predictions by many threads have the bits of one by one thread, in a JVM with little memory,
 * so that nothing may pile up. {@code -Dkiln.predictions=1000000} sets how many.
 */
@Tag("slow")
class SoakTest {

    private static final int PREDICTIONS = Integer.getInteger("kiln.predictions", 4_000);
    private static final int THREADS = 16;

    /** Room for workers of all threads in both predictors, about 2 MB each, and little else. */
    private static final String HEAP = "-Xmx160m";

    @ParameterizedTest
    @ValueSource(strings = {"plain", "auto"})
    void noBitDiffers(String kernels, @TempDir Path folder) throws Exception {
        MemoryCompiler.compile(Map.of("demo.LeNet", LeNet.SOURCE), MemoryCompiler.VECTORS)
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
