package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Generated sources of LeNet and of a network with micro-kernels, word by word. {@code
 * -Dkiln.update=true} accepts what is generated now.
 */
class GeneratedSourcesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/generated");

    /** A border, phases of an input gradient, pixels in one row, and statistics. */
    private static final String WIDE =
            """
            package demo;

            import static dev.kiln.Activation.*;

            import dev.kiln.*;

            @Model(input = @Input(height = 8, width = 8, channels = 8))
            class Wide {
                @Conv(filters = 16, kernel = 3, activation = RELU)              Layer padded;
                @Conv(filters = 24, kernel = 3, stride = 2) @Regularize(batchNorm = true) Layer strided;
                @Conv(filters = 32, kernel = 1, activation = RELU)              Layer pixels;
                @Pool(type = PoolType.GLOBAL_AVERAGE)                           Layer pool;
                @Dense(units = 10, activation = SOFTMAX)                        Layer label;
            }
            """;

    @Test
    void sourcesAreAsTheyWereReviewed() throws IOException {
        compare(LeNet.COMPILED, "demo.LeNetNetwork", "demo.LeNetPredictor", "demo.LeNetKernels");
    }

    @Test
    void soAreThoseWithMicroKernels() throws IOException {
        compare(
                MemoryCompiler.compile(Map.of("demo.Wide", WIDE), List.of("-Akiln.on=panels")),
                "demo.WideNetwork",
                "demo.WidePredictor",
                "demo.WideKernels");
    }

    private static void compare(MemoryCompiler.Result compiled, String... names)
            throws IOException {
        assertThat(compiled.sources().keySet()).containsExactlyElementsIn(names);
        for (Map.Entry<String, String> source : compiled.sources().entrySet()) {
            String simple = source.getKey().substring("demo.".length());
            Path file = GOLDEN.resolve(simple + ".txt");
            if (Boolean.getBoolean("kiln.update")) {
                Files.writeString(file, source.getValue());
            }
            assertWithMessage(simple).that(source.getValue()).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void twoBuildsAreEqual() {
        assertThat(MemoryCompiler.compile(Map.of("demo.LeNet", LeNet.SOURCE)).sources())
                .isEqualTo(LeNet.COMPILED.sources());
    }
}
