package dev.kiln.processor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources with the processor inside this process; nothing touches the disk. */
public final class MemoryCompiler {

    /** Options with which generated code gets vector kernels. */
    public static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

    private MemoryCompiler() {}

    /**
     * What came out.
     *
     * @param done without an error
     * @param classes bytes of class files by binary name
     * @param sources generated sources by qualified name
     */
    public record Result(
            boolean done,
            Map<String, byte[]> classes,
            Map<String, String> sources,
            List<Diagnostic<? extends JavaFileObject>> diagnostics) {

        /** Writes the class files into a folder. */
        public void writeTo(Path folder) throws IOException {
            for (Map.Entry<String, byte[]> file : classes.entrySet()) {
                Path path = folder.resolve(file.getKey().replace('.', '/') + ".class");
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }

        /** A loader that sees the compiled classes; it keeps nothing else of what came out. */
        public ClassLoader loader() {
            return new Loader(classes);
        }
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(MemoryCompiler.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /**
     * Compiles {@code sources}, by qualified name, and fails on any error, and on any warning but
     * Kiln's own.
     */
    public static Result compile(Map<String, String> sources) {
        return compile(sources, List.of());
    }

    /** With further options for javac. */
    public static Result compile(Map<String, String> sources, List<String> further) {
        List<String> options = new ArrayList<>(List.of("-Xlint:all", "--release", "17"));
        options.addAll(further);
        Result result = attempt(sources, options, new KilnProcessor());
        StringBuilder text = new StringBuilder();
        result.diagnostics().stream()
                .filter(d -> result.done() ? !isAllowed(d) : d.getKind() == Diagnostic.Kind.ERROR)
                .limit(20)
                .forEach(d -> text.append('\n').append(d));
        if (!result.done() || !text.isEmpty()) {
            throw new AssertionError("javac complains:" + text);
        }
        return result;
    }

    /** The outcome with these options alone, errors or not. */
    public static Result attempt(
            Map<String, String> sources, List<String> options, Processor... processors) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Memory memory = new Memory(javac.getStandardFileManager(diagnostics, null, null));
        List<JavaFileObject> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        JavaCompiler.CompilationTask task =
                javac.getTask(null, memory, diagnostics, options, null, units);
        task.setProcessors(List.of(processors));
        boolean done = task.call();
        Map<String, byte[]> classes = new TreeMap<>();
        memory.classes.forEach((name, out) -> classes.put(name, out.toByteArray()));
        Map<String, String> generated = new TreeMap<>();
        memory.sources.forEach(
                (name, out) -> generated.put(name, out.toString(StandardCharsets.UTF_8)));
        return new Result(done, classes, generated, diagnostics.getDiagnostics());
    }

    private static boolean isAllowed(Diagnostic<?> d) {
        return d.getMessage(Locale.ROOT).startsWith("[KILN-")
                || d.getCode().equals("compiler.warn.incubating.modules");
    }

    /** A source in memory. */
    public static final class Source extends SimpleJavaFileObject {
        private final String text;

        /** Of a class with this qualified name. */
        public Source(String name, String text) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes;

        Output(String name, Kind kind, ByteArrayOutputStream bytes) {
            super(URI.create("mem:///" + name.replace('.', '/') + kind.extension), kind);
            this.bytes = bytes;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        private final Map<String, ByteArrayOutputStream> sources = new HashMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            (kind == JavaFileObject.Kind.CLASS ? classes : sources).put(name, bytes);
            return new Output(name, kind, bytes);
        }
    }
}
