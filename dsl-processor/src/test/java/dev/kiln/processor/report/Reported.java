package dev.kiln.processor.report;

import dev.kiln.processor.KilnProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A compilation that keeps generated sources apart from classes, as build tools do.
 *
 * @param sources files beside the generated sources and these, by path
 * @param classes files beside the classes and these, by path
 * @param messages what javac says
 */
public record Reported(Map<String, String> sources, List<String> classes, List<String> messages) {

    /** Compiles sources, by qualified name, errors or not. */
    public static Reported compile(Path folder, Map<String, String> sources, String... further) {
        try {
            return into(Files.createTempDirectory(folder, "work"), sources, further);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles into a folder in which there may be files already. */
    static Reported into(Path work, Map<String, String> sources, String... further) {
        try {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = work.resolve("in").resolve(source.getKey().replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source.getValue()));
            }
            return compile(work, files, further);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reported compile(Path work, List<Path> files, String... further)
            throws IOException {
        Path sources = Files.createDirectories(work.resolve("sources"));
        Path classes = Files.createDirectories(work.resolve("classes"));
        List<String> options = new ArrayList<>(List.of("-proc:only", "-d", classes.toString()));
        options.addAll(List.of("-s", sources.toString()));
        options.addAll(List.of(further));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager =
                javac.getStandardFileManager(said, Locale.ROOT, null)) {
            JavaCompiler.CompilationTask task =
                    javac.getTask(
                            null,
                            manager,
                            said,
                            options,
                            null,
                            manager.getJavaFileObjectsFromPaths(files));
            task.setProcessors(List.of(new KilnProcessor()));
            task.call();
        }
        return new Reported(
                texts(sources),
                List.copyOf(texts(classes).keySet()),
                said.getDiagnostics().stream().map(d -> d.getMessage(Locale.ROOT)).toList());
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** Paths of reports. */
    public List<String> reports() {
        return sources.keySet().stream().filter(f -> !f.endsWith(".java")).toList();
    }

    /** The only file that ends so. */
    public String only(String ending) {
        List<String> files = sources.keySet().stream().filter(f -> f.endsWith(ending)).toList();
        if (files.size() != 1) {
            throw new AssertionError(files + " " + messages);
        }
        return sources.get(files.get(0));
    }
}
