package dev.kiln.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.kiln.processor.KilnProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that javac does not understand, for good or until another processor has run. */
class CompletenessTest {

    private static final String MODEL =
            """
            import static dev.kiln.Activation.*;
            import dev.kiln.*;
            @Model(input = @Input(height = 4, width = 4, channels = 3))
            class Net {
                %s Layer layer;
                Object used(java.nio.file.Path file) throws java.io.IOException {
                    return NetPredictor.of(NetNetwork.load(file));
                }
            }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@Conv(filters = Absent.FILTERS, kernel = 3)       | cannot find symbol",
                "@Conv(filters = 4, kernel = 3, shape = 1)         | cannot find symbol",
            })
    void whatJavacReportsIsReportedOnce(String annotation, String message) {
        Compilation compilation = compile(annotation, new KilnProcessor());
        assertThat(compilation.errors()).hasSize(1);
        assertThat(compilation.errors().get(0).getMessage(Locale.ROOT)).contains(message);
        assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(5);
    }

    /** After these javac runs no processor at all, so there is no stub either. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Conv(filters = 4, kernel = 3, activation = REUL)",
                "@Conv(filters = 4)",
                "@Conv(filters = 4, kernel = \"3\")",
                "@Dense(units = 2, units = 3)"
            })
    void nothingIsAddedToWhatJavacReports(String annotation) {
        Compilation compilation = compile(annotation, new KilnProcessor());
        assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(5);
        for (Diagnostic<?> d : compilation.diagnostics()) {
            assertThat(d.getMessage(Locale.ROOT)).doesNotContain("KILN");
        }
    }

    @Test
    void waitsForTypesThatOtherProcessorsGenerate() {
        Compilation compilation =
                compile(
                        "@Conv(filters = Constants.FILTERS, kernel = 3)",
                        new Constants(1, ""),
                        new KilnProcessor());
        assertThat(compilation.errors()).isEmpty();
        assertThat(compilation.generatedSourceFile("NetNetwork")).isPresent();
    }

    /** Nothing came in the first round, so that the stub was written in the second. */
    @Test
    void saysWhatComesTooLate() {
        Compilation compilation =
                compile(
                        "@Conv(filters = Constants.FILTERS, kernel = 3)",
                        new Constants(2, ""),
                        new KilnProcessor());
        assertThat(compilation.errors()).hasSize(1);
        assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
                .startsWith(
                        "[KILN-NOT-WRITTEN] Net: another processor generated what the class uses");
    }

    private static Compilation compile(String annotation, AbstractProcessor... processors) {
        return Compiler.javac()
                .withProcessors(processors)
                .compile(JavaFileObjects.forSourceString("Net", MODEL.formatted(annotation)));
    }

    /** Generates a class with a constant in some round. */
    @SupportedAnnotationTypes("*")
    static final class Constants extends AbstractProcessor {

        private final int round;
        private final String packageName;
        private int rounds;

        Constants(int round, String packageName) {
            this.round = round;
            this.packageName = packageName;
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(
                Set<? extends TypeElement> annotations, RoundEnvironment environment) {
            if (++rounds == this.round) {
                String prefix = packageName.isEmpty() ? "" : packageName + ".";
                String head = packageName.isEmpty() ? "" : "package " + packageName + ";";
                try (Writer writer =
                        processingEnv
                                .getFiler()
                                .createSourceFile(prefix + "Constants")
                                .openWriter()) {
                    writer.write(head + "class Constants { static final int FILTERS = 8; }");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }
}
