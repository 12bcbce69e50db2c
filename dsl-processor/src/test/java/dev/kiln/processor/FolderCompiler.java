package dev.kiln.processor;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * Compiles files with the processor into a folder: where modules, encodings or class files of
 * others matter, or with the compiler of Eclipse. {@link MemoryCompiler} is for everything else.
 */
public enum FolderCompiler {
    JAVAC,
    ECJ;

    /** The outcome of a compilation. */
    public record Result(boolean done, List<Diagnostic<? extends JavaFileObject>> said) {

        public String text() {
            return said.stream()
                    .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * Fails on any error. Classes and generated sources go into the same folder.
     *
     * @return the other messages
     */
    public List<Diagnostic<? extends JavaFileObject>> compile(
            List<Path> sources, Path folder, String... further) throws IOException {
        Result result = attempt(sources, folder, further);
        assertWithMessage(result.text()).that(result.done()).isTrue();
        return result.said();
    }

    /** Errors or not; ECJ prints nothing beside what it reports. */
    public Result attempt(List<Path> sources, Path folder, String... further) throws IOException {
        return attempt(List::of, sources, folder, further);
    }

    /** With other processors in front. */
    public Result attempt(
            Supplier<List<Processor>> others, List<Path> sources, Path folder, String... further)
            throws IOException {
        JavaCompiler compiler =
                this == ECJ ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
        List<String> options =
                new ArrayList<>(List.of("-d", folder.toString(), "-s", folder.toString()));
        options.addAll(List.of(further));
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(said, Locale.ROOT, null)) {
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            Writer.nullWriter(),
                            files,
                            said,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(sources));
            List<Processor> processors = new ArrayList<>(others.get());
            processors.add(new KilnProcessor());
            task.setProcessors(processors);
            boolean done = task.call();
            return new Result(done, said.getDiagnostics());
        }
    }
}
