package dev.kiln.processor.mutation;

import dev.kiln.processor.CheckingProcessor;
import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.MemoryCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What javac and Kiln say of many sources. The files of the class path are looked up once for all
 * of them, which is most of the work for a small source.
 */
final class Trials implements AutoCloseable {

    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
    private final boolean generating;

    /** {@code generating}: whether the code of sound networks is generated too. */
    Trials(boolean generating) {
        this.generating = generating;
    }

    /** The errors in a class {@code Net}; what is generated for it is not compiled. */
    List<Diagnostic<? extends JavaFileObject>> errors(String text) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler.CompilationTask task =
                javac.getTask(
                        null,
                        new Discarding(files),
                        diagnostics,
                        List.of("-proc:only", "-Akiln.report=none"),
                        null,
                        List.of(new MemoryCompiler.Source("nets.Net", text)));
        task.setProcessors(List.of(generating ? new KilnProcessor() : CheckingProcessor.create()));
        task.call();
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .toList();
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Discarding extends ForwardingJavaFileManager<JavaFileManager> {

        Discarding(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new Discarded(name, kind);
        }

        @Override
        public FileObject getFileForOutput(
                Location location, String packageName, String name, FileObject sibling) {
            return new Discarded(name, JavaFileObject.Kind.OTHER);
        }
    }

    /** A file that is written and never kept. */
    private static final class Discarded extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Discarded(String name, Kind kind) {
            super(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
