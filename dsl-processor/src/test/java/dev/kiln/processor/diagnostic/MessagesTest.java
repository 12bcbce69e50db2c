package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.FolderCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that is said of each faulty class, with line and column, word by word: by javac, and at which
 * places by ECJ. {@code -Dkiln.update=true} accepts what is said now.
 */
class MessagesTest {

    private static final Path MESSAGES = Path.of("src", "test", "resources", "errors", "messages");

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> saysEachWord() throws IOException {
        Map<String, StringBuilder> said = new TreeMap<>();
        for (ErrorCase c : ErrorCase.all()) {
            said.put(c.name(), new StringBuilder());
        }
        for (FolderCompiler compiler : FolderCompiler.values()) {
            List<ErrorCase> together = new ArrayList<>();
            for (ErrorCase c : ErrorCase.all()) {
                if (c.options().isEmpty()) {
                    together.add(c);
                } else {
                    compile(compiler, List.of(c), said);
                }
            }
            compile(compiler, together, said);
        }
        return said.entrySet().stream()
                .map(
                        e ->
                                DynamicTest.dynamicTest(
                                        e.getKey(), () -> check(e.getKey(), e.getValue())));
    }

    private void compile(
            FolderCompiler compiler, List<ErrorCase> cases, Map<String, StringBuilder> said)
            throws IOException {
        Path root = Files.createTempDirectory(folder, compiler.name());
        List<String> options = new ArrayList<>(List.of("-source", "17", "-target", "17"));
        options.addAll(List.of("-cp", System.getProperty("java.class.path")));
        if (compiler == FolderCompiler.JAVAC) {
            options.addAll(List.of("-Xmaxerrs", "1000", "-Xmaxwarns", "1000"));
        }
        List<Path> sources = new ArrayList<>();
        for (ErrorCase c : cases) {
            options.addAll(c.options());
            Path file = root.resolve(c.name());
            Files.writeString(file, c.source());
            sources.add(file);
        }
        String single = cases.size() == 1 ? cases.get(0).name() : "";
        compiler.attempt(sources, root, options.toArray(String[]::new)).said().stream()
                .filter(d -> d.getMessage(Locale.ROOT).startsWith("[KILN-"))
                .map(d -> new Said(compiler, d, single))
                .sorted()
                .forEach(s -> add(s.text(), said.get(s.file())));
    }

    /** Texts of ECJ that are those of javac are not repeated. */
    private static void add(String text, StringBuilder said) {
        String words = text.substring(text.indexOf("["));
        int end = said.indexOf(words) < 0 ? text.length() : text.indexOf("]") + 1;
        said.append(text, 0, end).append(end < text.length() ? "\n" : "");
    }

    private static void check(String name, StringBuilder said) throws IOException {
        Path file = MESSAGES.resolve(name.replace(".java", ".txt"));
        if (Boolean.getBoolean("kiln.update")) {
            Files.writeString(file, said.toString());
        } else {
            assertWithMessage("-Dkiln.update=true accepts this")
                    .that(said.toString())
                    .isEqualTo(Files.readString(file));
        }
    }

    /** One message; those without a place are of the only file. */
    private record Said(
            FolderCompiler compiler, Diagnostic<? extends JavaFileObject> d, String single)
            implements Comparable<Said> {

        String file() {
            if (d.getSource() == null) {
                return single;
            }
            String path = d.getSource().getName().replace('\\', '/');
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private String place() {
            return d.getSource() == null
                    ? "nowhere"
                    : d.getLineNumber() + ":" + d.getColumnNumber();
        }

        String text() {
            String kind = d.getKind() == Diagnostic.Kind.ERROR ? "error" : "warning";
            String message = d.getMessage(Locale.ROOT).replace("\r", "");
            boolean javac = compiler == FolderCompiler.JAVAC;
            return (javac ? "" : "ECJ ")
                    + place()
                    + ": "
                    + kind
                    + ": "
                    // javac indents all lines but the first.
                    + (javac ? message.replace("\n  ", "\n") : message)
                    + "\n\n";
        }

        @Override
        public int compareTo(Said other) {
            int byLine = Long.compare(d.getLineNumber(), other.d.getLineNumber());
            return byLine != 0 ? byLine : text().compareTo(other.text());
        }
    }

    /** Nothing is left of cases that are gone. */
    @Test
    void eachIsOfACase() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".txt", ".java")).toList())
                    .containsExactlyElementsIn(
                            ErrorCase.all().stream().map(ErrorCase::name).toList());
        }
    }
}
