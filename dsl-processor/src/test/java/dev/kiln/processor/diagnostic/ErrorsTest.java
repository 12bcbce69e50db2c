package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.kiln.processor.KilnProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every wrong class under {@code errors} gives exactly the diagnostics that its comments announce:
 * {@code // EXPECT: text} stands on the line above the one that is reported, and several lines
 * above where there are several.
 */
class ErrorsTest {

    private static final Path CASES = Path.of("src/test/resources/errors");
    private static final Path PAGES = Path.of("../docs/errors");
    private static final String EXPECT = "// EXPECT: ";

    private record Expected(long line, String text) {}

    @TestFactory
    Stream<DynamicTest> wrongClasses() throws IOException {
        return files(CASES).stream()
                .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }

    @Test
    void everyCodeHasACase() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files(CASES)) {
            all.append(Files.readString(file));
        }
        for (Code code : Code.values()) {
            // A defect of the processor can't be had by a wrong class; CrashTest covers it.
            if (code != Code.INTERNAL) {
                assertWithMessage("a case of " + code)
                        .that(all.toString())
                        .contains(EXPECT + "[" + code.id() + "]");
            }
        }
    }

    @Test
    void everyCodeHasAPageAndEveryPageACode() throws IOException {
        List<String> pages =
                files(PAGES).stream()
                        .map(f -> f.getFileName().toString())
                        .filter(name -> !name.equals("README.md"))
                        .toList();
        List<String> codes = Arrays.stream(Code.values()).map(c -> c.id() + ".md").toList();
        assertThat(pages).containsExactlyElementsIn(codes);
        String index = Files.readString(PAGES.resolve("README.md"));
        codes.forEach(page -> assertThat(index).contains("(" + page + ")"));
    }

    private static void check(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        Compilation compilation =
                Compiler.javac()
                        .withProcessors(new KilnProcessor())
                        .compile(
                                JavaFileObjects.forSourceString(
                                        "wrong." + name(lines), String.join("\n", lines)));
        List<Expected> actual = new ArrayList<>();
        compilation.diagnostics().stream()
                .filter(d -> d.getMessage(Locale.ROOT).startsWith("[KILN-"))
                .forEach(
                        d ->
                                actual.add(
                                        new Expected(
                                                d.getLineNumber(),
                                                d.getMessage(Locale.ROOT)
                                                        .lines()
                                                        .findFirst()
                                                        .orElseThrow())));
        List<Expected> expected = expected(lines);
        assertThat(expected).isNotEmpty();
        assertWithMessage(file.getFileName() + ": " + compilation.diagnostics())
                .that(actual)
                .hasSize(expected.size());
        for (Expected e : expected) {
            assertWithMessage("line " + e.line() + " among " + actual)
                    .that(
                            actual.stream()
                                    .anyMatch(
                                            a ->
                                                    a.line() == e.line()
                                                            && a.text().startsWith(e.text())))
                    .isTrue();
        }
        assertWithMessage("anything else that javac says")
                .that(
                        compilation.errors().stream()
                                .map(d -> d.getMessage(Locale.ROOT))
                                .filter(m -> !m.startsWith("[KILN-"))
                                .toList())
                .isEmpty();
    }

    /** The name of the first class, which the file must be called after. */
    private static String name(List<String> lines) {
        return lines.stream()
                .filter(l -> l.startsWith("class ") || l.startsWith("record "))
                .findFirst()
                .map(l -> l.replaceAll("^\\w+ (\\w+).*", "$1"))
                .orElseThrow();
    }

    private static List<Expected> expected(List<String> lines) {
        List<Expected> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(EXPECT)) {
                int at = i;
                while (lines.get(at).strip().startsWith(EXPECT)) {
                    at++;
                }
                expected.add(new Expected(at + 1, lines.get(i).strip().substring(EXPECT.length())));
            }
        }
        return expected;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches(".*\\.(java|md)"))
                    .sorted()
                    .toList();
        }
    }
}
