package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.processor.FolderCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eclipse's compiler, which shows {@code jdk.incubator.vector} to everybody, generates what javac
 * does: vector kernels only where they are asked for.
 */
@Tag("slow")
class VectorApiTest {

    /** Its convolution is Winograd's where vectors are. */
    private static final String MODEL =
            """
            package models;
            import static dev.kiln.Activation.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 16, width = 16, channels = 16))
            class Net {
                @Conv(filters = 16, kernel = 3, activation = RELU) Layer conv;
                @Pool(size = 16) Layer pool;
                @Dense(units = 4, activation = SOFTMAX) Layer label;
            }
            """;

    private static final String[] MODULE = {"--add-modules", "jdk.incubator.vector"};

    @TempDir Path folder;

    /** Generated sources by file name. */
    private Map<String, String> generated(FolderCompiler compiler, String... further)
            throws IOException {
        Path out = Files.createTempDirectory(folder, "out");
        Path file = Files.createDirectories(out.resolve("in")).resolve("Net.java");
        Files.writeString(file, MODEL);
        List<String> options =
                new ArrayList<>(List.of("-cp", System.getProperty("java.class.path")));
        options.addAll(List.of("-source", "17", "-target", "17"));
        options.addAll(List.of(further));
        compiler.compile(List.of(file), out, options.toArray(String[]::new));
        try (Stream<Path> all = Files.list(out.resolve("models"))) {
            Map<String, String> sources = new TreeMap<>();
            for (Path source : all.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.put(source.getFileName().toString(), Files.readString(source));
            }
            return sources;
        }
    }

    @Test
    void nobodyGetsVectorsUnasked() throws IOException {
        Map<String, String> plain = generated(FolderCompiler.JAVAC);
        assertThat(plain.keySet())
                .containsExactly("NetKernels.java", "NetNetwork.java", "NetPredictor.java");
        assertThat(generated(FolderCompiler.ECJ)).isEqualTo(plain);
    }

    @Test
    void vectorsThatAreAskedForAreTheSame() throws IOException {
        Map<String, String> vectors = generated(FolderCompiler.JAVAC, MODULE);
        assertThat(vectors).containsKey("NetVectorKernels.java");
        assertThat(generated(FolderCompiler.ECJ, "-Akiln.on=vectors")).isEqualTo(vectors);
        String[] both = {MODULE[0], MODULE[1], "-Akiln.on=vectors"};
        assertThat(generated(FolderCompiler.JAVAC, both)).isEqualTo(vectors);
    }

    @Test
    void vectorsThatAreNotThereAreAnError() {
        AssertionError refused =
                assertThrows(
                        AssertionError.class,
                        () -> generated(FolderCompiler.JAVAC, "-Akiln.on=vectors"));
        assertThat(refused).hasMessageThat().contains("[KILN-OPTION] Net: -Akiln.on=vectors, but");
    }

    @Test
    void whatIsOffStaysOff() throws IOException {
        Map<String, String> off =
                generated(FolderCompiler.ECJ, "-Akiln.on=vectors", "-Akiln.off=vectors");
        assertThat(off).doesNotContainKey("NetVectorKernels.java");
    }
}
