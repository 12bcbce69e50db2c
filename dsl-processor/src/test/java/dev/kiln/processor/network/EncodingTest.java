package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.FolderCompiler;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated sources say the same in every encoding, and their comments are sound javadoc. */
class EncodingTest {

    /** In ASCII too; the second label ends in what looks like an escape and a comment. */
    private static final String MODEL =
            """
            import static dev.kiln.Activation.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 4, width = 4, channels = 3))
            @Labels({"K\\u00e4tzchen \\ud83d\\ude00", "\\\\u00e4 */ <b> @see \\\\\\u00e4"})
            class Net {
                @Stage(width = 2) Bl\\u00f6cke gr\\u00f6\\u00dfe;
                @Dense(units = 2, activation = SOFTMAX) Layer \\u03b1;
                @Block static class Bl\\u00f6cke {
                    @Conv(filters = Sizes.WIDTH, kernel = 3) Layer \\u540d\\u524d;
                }
            }
            """;

    @Test
    void namesAndLabelsSurviveAscii(@TempDir Path folder) throws Exception {
        Path source = folder.resolve("Net.java");
        Files.writeString(source, MODEL, StandardCharsets.US_ASCII);
        List<Diagnostic<? extends JavaFileObject>> said =
                FolderCompiler.JAVAC.compile(
                        List.of(source),
                        folder,
                        "-encoding",
                        "US-ASCII",
                        "-Xlint:all",
                        "-Xdoclint:all,-missing");
        assertThat(said.stream().filter(d -> d.getKind() != Diagnostic.Kind.NOTE).toList())
                .isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, EncodingTest.class.getClassLoader())) {
            dev.kiln.runtime.Network network =
                    (dev.kiln.runtime.Network)
                            loader.loadClass("NetNetwork")
                                    .getMethod("initialize", long.class)
                                    .invoke(null, 1L);
            assertThat(network.labels())
                    .containsExactly("K\u00e4tzchen \ud83d\ude00", "\\u00e4 */ <b> @see \\\u00e4")
                    .inOrder();
            assertThat(network.parameters().get(0).name())
                    .isEqualTo("gr\u00f6\u00dfe.0.\u540d\u524d.weight");
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith("k.java")).toList()) {
                assertThat(Files.readString(file, StandardCharsets.US_ASCII)).contains("u00e4");
            }
        }
    }
}
