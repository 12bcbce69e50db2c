package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.FolderCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of what the compiler itself refuses, Kiln says nothing, and the code that uses the model knows
 * the generated classes: what is wrong is said once, where it is wrong.
 */
class RefusedTest {

    private static final String IMPORTS =
            """
            import static dev.kiln.Activation.*;
            import static dev.kiln.Sizes.*;
            import dev.kiln.*;
            """;

    private static final String USER =
            """
            import java.nio.file.Path;
            class App {
                NetNetwork network;
                NetPredictor predictor(Path file) throws java.io.IOException {
                    network = NetNetwork.load(file);
                    return NetPredictor.of(network);
                }
            }
            """;

    /** With it javac runs processors after errors other than those of syntax too. */
    private static final String LENIENT = "-XDonlySyntaxErrorsUnrecoverable";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Conv(filters = FILTERS, kernel = 3) Layer layer;",
                "@Conv(filters = Absent.FILTERS, kernel = 3) Layer layer;",
                "@Convolution(filters = 4) Layer layer;",
                "@Convolution(filters = 4) final Layer layer = null;",
                "@Conv(filters = 4, kernel = 3) @Absent Layer layer;",
                "@Stage(blocks = 2) Absent layer;",
                "@Conv(filters = 4, kernel = 3) Absent layer;",
                "Body layer; @Absent static class Body { @Conv(filters = 4, kernel = 3) Layer c; }",
                "Body layer; @Block static class Body { @Conv(filters = W, kernel = 3) Layer c; }",
            })
    void namesThatAreUnknown(String field) throws IOException {
        check(IMPORTS + model(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Conv(filters = 4, kernel = 3, activation = REUL) Layer layer;",
                "@Conv(filters = 4, kernel = 3, activation = Activation.REUL) Layer layer;",
                "@Conv(filters = 4, kernel = 3, activation = REUL) final Layer layer = null;",
                "@Conv(filters = 4) Layer layer;",
                "@Conv(filters = 4, kernel = \"3\") Layer layer;",
                "@Conv(filters = 4.5, kernel = 3) Layer layer;",
                "@Conv(filter = 4, kernel = 3) Layer layer;",
                "@Conv(filters = 4, kernel = 3) @Conv(filters = 4, kernel = 3) Layer layer;",
                "@Conv(filters = 4, kernel = 3, kernel = 5) Layer layer;",
                "Body layer; @Block static class Body { @Activate(REUL) Layer c; }",
            })
    void annotationsThatAreWrong(String field) throws IOException {
        check(IMPORTS + model(field), LENIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import dev.kiln.Model; import dev.kiln.Conv; import dev.kiln.Layer;",
                "import dev.kiln.Model; import dev.kiln.Input; import dev.kiln.Layer;",
                "import dev.kiln.Model; import dev.kiln.Input; import dev.kiln.Conv;",
                "import dev.kiln.Input; import dev.kiln.Conv; import dev.kiln.Layer;",
                "import dev.kiln.Input; import dev.kiln.Layer;",
            })
    void importsThatAreMissing(String imports) throws IOException {
        String field = "@Conv(filters = 4, kernel = 3) Layer layer;";
        if (imports.contains("Conv") || imports.contains("Model")) {
            check(imports + model(field));
        } else {
            check(
                    imports
                            + "import dev.kiln.Dense;"
                            + model(field + "@Dense(units = 2) Layer last;"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3, activation = REUL", "\"3\""})
    void records(String kernel) throws IOException {
        check(
                IMPORTS
                        + """
                        @Model(input = @Input(height = 4, width = 4, channels = 3))
                        record Net(@Conv(filters = 4, kernel = %s) Layer layer) {}
                        """
                                .formatted(kernel),
                LENIENT);
    }

    private static String model(String field) {
        return """
        @Model(input = @Input(height = 4, width = 4, channels = 3))
        class Net { %s }
        """
                .formatted(field);
    }

    private void check(String model, String... forJavac) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String source : List.of(model, USER)) {
            Path file = folder.resolve(source.equals(USER) ? "App.java" : "Net.java");
            Files.writeString(file, source);
            sources.add(file);
        }
        for (FolderCompiler compiler : FolderCompiler.values()) {
            Path out = Files.createDirectories(folder.resolve(compiler.name()));
            List<String> options = new ArrayList<>(List.of("-source", "17", "-target", "17"));
            options.addAll(List.of("-cp", System.getProperty("java.class.path")));
            if (compiler == FolderCompiler.JAVAC) {
                options.addAll(List.of(forJavac));
            }
            FolderCompiler.Result result =
                    compiler.attempt(sources, out, options.toArray(String[]::new));
            assertThat(result.done()).isFalse();
            for (Diagnostic<? extends JavaFileObject> d : result.said()) {
                String text = compiler + " says\n" + d;
                assertWithMessage(text).that(d.getMessage(Locale.ROOT)).doesNotContain("KILN");
                assertWithMessage(text)
                        .that(d.getMessage(Locale.ROOT))
                        .doesNotContain("last round");
                if (d.getKind() == Diagnostic.Kind.ERROR) {
                    assertWithMessage(text).that(d.getSource().getName()).endsWith("Net.java");
                }
            }
            assertThat(Files.exists(out.resolve("NetPredictor.java"))).isTrue();
        }
    }
}
