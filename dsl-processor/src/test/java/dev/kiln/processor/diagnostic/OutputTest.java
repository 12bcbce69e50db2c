package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.MemoryCompiler;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** A folder that takes no files is not a name that is taken. */
class OutputTest {

    private static final String MODEL =
            """
            @dev.kiln.Model(input = @dev.kiln.Input(channels = 3))
            class Net {
                @dev.kiln.Dense(units = 2) dev.kiln.Layer last;
            }
            """;

    private static final String FILE = "/out/NetNetwork.java";
    private static final String HEAD = "[KILN-NOT-WRITTEN] Net: can't generate NetNetwork: ";
    private static final String PAGE = "\n  page: docs/errors/KILN-NOT-WRITTEN.md";

    @Test
    void whatTheSystemSaysIsSaid() {
        assertThat(said(new AccessDeniedException(FILE)))
                .isEqualTo(HEAD + "no permission to write " + FILE + PAGE);
        assertThat(said(new NoSuchFileException(FILE)))
                .isEqualTo(HEAD + "there is no folder for " + FILE + PAGE);
        assertThat(said(new FileSystemException(FILE, null, "Read-only file system")))
                .isEqualTo(HEAD + "Read-only file system: " + FILE + PAGE);
        assertThat(said(new IOException("No space left on device")))
                .isEqualTo(HEAD + "No space left on device" + PAGE);
        assertThat(said(new IOException())).isEqualTo(HEAD + "IOException" + PAGE);
    }

    /** The only message, which is an error at the line of the class. */
    private static String said(IOException failure) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileManager manager = javac.getStandardFileManager(diagnostics, null, null);
        JavaCompiler.CompilationTask task =
                javac.getTask(
                        null,
                        new Full(manager, failure),
                        diagnostics,
                        List.of("-proc:only"),
                        null,
                        List.of(new MemoryCompiler.Source("Net", MODEL)));
        task.setProcessors(List.of(new KilnProcessor()));
        assertThat(task.call()).isFalse();
        List<Diagnostic<? extends JavaFileObject>> errors =
                diagnostics.getDiagnostics().stream()
                        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                        .toList();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).getLineNumber()).isEqualTo(2);
        return errors.get(0).getMessage(Locale.ROOT);
    }

    /** Opens, or fails to write, what is generated. */
    private static final class Full extends ForwardingJavaFileManager<JavaFileManager> {

        private final IOException failure;

        Full(JavaFileManager manager, IOException failure) {
            super(manager);
            this.failure = failure;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + name + ".java"), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    throw failure;
                }
            };
        }
    }
}
