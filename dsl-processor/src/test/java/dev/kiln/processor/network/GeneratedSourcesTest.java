package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is generated for LeNet, word by word. {@code -Dkiln.update=true} accepts what is generated
 * now.
 */
class GeneratedSourcesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/generated");

    @Test
    void sourcesAreAsTheyWereReviewed() throws IOException {
        assertThat(LeNet.COMPILED.sources().keySet())
                .containsExactly("demo.LeNetNetwork", "demo.LeNetPredictor", "demo.LeNetKernels");
        for (Map.Entry<String, String> source : LeNet.COMPILED.sources().entrySet()) {
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
