package dev.kiln.processor;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kiln.processor.emit.GeneratedFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that the processor writes besides sources, and programs that it prints. */
class GeneratedFileTest {

    private static final JavaFileObject NET =
            new SimpleJavaFileObject(URI.create("mem:///Net.java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return """
                            @dev.kiln.Model(input = @dev.kiln.Input(channels = 3))
                            class Net {
                                @dev.kiln.Dense(units = 2) dev.kiln.Layer last;
                            }
                            """;
                }
            };

    @TempDir Path folder;

    private List<Diagnostic<? extends JavaFileObject>> compile(
            KilnProcessor processor, String... more) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(List.of("-proc:only", "-d", folder.toString()));
        options.addAll(List.of(more));
        JavaCompiler.CompilationTask task =
                javac.getTask(null, null, diagnostics, options, null, List.of(NET));
        task.setProcessors(List.of(processor));
        task.call();
        return diagnostics.getDiagnostics();
    }

    private List<Diagnostic<? extends JavaFileObject>> resources(String... paths) {
        List<GeneratedFile> files = new ArrayList<>();
        for (String path : paths) {
            files.add(new GeneratedFile.Resource(path, out -> out.write(path.getBytes(UTF_8))));
        }
        return compile(new KilnProcessor(model -> files));
    }

    @Test
    void aResourceLiesBesideTheClasses() throws IOException {
        assertThat(resources("nets/net.bin", "list")).isEmpty();
        assertThat(Files.readString(folder.resolve("nets/net.bin"))).isEqualTo("nets/net.bin");
        assertThat(Files.readString(folder.resolve("list"))).isEqualTo("list");
    }

    @Test
    void operationsCanBeExported() throws IOException {
        assertThat(
                        compile(
                                new KilnProcessor(
                                        model ->
                                                List.of(
                                                        TextExport.file(
                                                                "net.txt", model.graph())))))
                .isEmpty();
        assertThat(Files.readString(folder.resolve("net.txt")))
                .isEqualTo("GEMM last.weight(raw input) -> last 2\n");
    }

    @Test
    void twoOfOneNameAreAnError() {
        assertThat(messages(resources("net.bin", "net.bin")))
                .containsExactly(
                        "[KILN-NAME-TAKEN] Net: can't generate net.bin: there is another file of"
                                + " this name\n  page: docs/errors/KILN-NAME-TAKEN.md");
    }

    @Test
    void aResourceThatCannotBeWrittenIsAnError() {
        GeneratedFile file =
                new GeneratedFile.Resource(
                        "net.bin",
                        out -> {
                            throw new IOException("No space left on device");
                        });
        assertThat(messages(compile(new KilnProcessor(model -> List.of(file)))))
                .containsExactly(
                        "[KILN-NOT-WRITTEN] Net: can't generate net.bin: No space left on device\n"
                                + "  page: docs/errors/KILN-NOT-WRITTEN.md");
    }

    @Test
    void programsArePrintedAsNotes() {
        List<Diagnostic<? extends JavaFileObject>> notes =
                compile(new KilnProcessor(), "-Akiln.dump=lowering");
        assertThat(notes).hasSize(3);
        notes.forEach(n -> assertEquals(Diagnostic.Kind.NOTE, n.getKind()));
        assertThat(messages(notes).get(2))
                .matches(
                        "prediction after lowering\\s+last: denseFrom3To2\\(input = raw input 3, .*\\s*");
        assertThat(compile(new KilnProcessor())).isEmpty();
    }

    private static List<String> messages(List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        return diagnostics.stream().map(d -> d.getMessage(Locale.ROOT)).toList();
    }
}
