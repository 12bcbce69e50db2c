package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import dev.kiln.processor.KilnProcessor;
import dev.kiln.processor.diagnostic.ErrorCase.Expectation;
import dev.kiln.processor.mutation.ProposedFix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Faulty classes give exactly the diagnostics that are written in them, at their lines. */
class ErrorsTest {

    /** The codes that no source can cause; {@code CrashTest} and {@code OutputTest} do. */
    static final List<String> OTHERS = List.of(Code.INTERNAL.id(), Code.NOT_WRITTEN.id());

    private static final Path PAGES = Path.of("..", "docs", "errors");

    @TestFactory
    Stream<DynamicTest> saysWhatIsWrong() throws IOException {
        return ErrorCase.all().stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(ErrorCase c) {
        Compilation compilation = compile(c, c.source());
        List<Diagnostic<? extends JavaFileObject>> said =
                compilation.diagnostics().stream()
                        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
                        .toList();
        assertThat(said.stream().map(ErrorsTest::summary).toList())
                .containsExactlyElementsIn(
                        c.expectations().stream()
                                .map(e -> e.line() + ": " + e.headline())
                                .toList());
        for (Expectation e : c.expectations()) {
            String message =
                    said.stream()
                            .filter(d -> summary(d).equals(e.line() + ": " + e.headline()))
                            .map(d -> d.getMessage(Locale.ROOT))
                            .findFirst()
                            .orElseThrow();
            List<String> fixes = fixes(message.lines().map(String::strip));
            assertWithMessage(message).that(fixes).isEqualTo(fixes(e.details().stream()));
            assertWithMessage(message)
                    .that(message.lines().map(String::strip).toList())
                    .containsAtLeastElementsIn(e.details())
                    .inOrder();
        }
    }

    @TestFactory
    Stream<DynamicTest> fixesMend() throws IOException {
        return ErrorCase.all().stream()
                .filter(c -> c.expectations().stream().anyMatch(e -> e.proposesFixes()))
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> apply(c)));
    }

    /** With each fix made in the text its fault is gone and no other has come. */
    private static void apply(ErrorCase c) {
        Compilation before = compile(c, c.source());
        for (Diagnostic<?> fault : before.diagnostics()) {
            for (ProposedFix fix : ProposedFix.of(fault)) {
                String text = fix.applied(c.source());
                List<String> left = new ArrayList<>(faults(compile(c, text)));
                List<String> others = new ArrayList<>(faults(before));
                others.remove(fault(fault));
                left.removeAll(others);
                assertWithMessage(fix.line() + "\n" + text).that(left).isEmpty();
            }
        }
    }

    private static Compilation compile(ErrorCase c, String text) {
        return Compiler.javac()
                .withProcessors(new KilnProcessor())
                .withOptions(options(c))
                .compile(JavaFileObjects.forSourceString("errors." + c.className(), text));
    }

    /** Code and layer of each error, or what javac itself says. */
    private static List<String> faults(Compilation compilation) {
        return compilation.errors().stream().map(ErrorsTest::fault).toList();
    }

    private static String fault(Diagnostic<?> d) {
        String text = d.getMessage(Locale.ROOT).lines().findFirst().orElse("");
        return text.startsWith("[") ? text.replaceFirst(": .*", "") : text;
    }

    private static List<String> options(ErrorCase c) {
        List<String> options = new ArrayList<>(List.of("-Xlint:all", "-Xlint:-processing"));
        options.addAll(c.options());
        return options;
    }

    private static String summary(Diagnostic<?> d) {
        return d.getLineNumber() + ": " + d.getMessage(Locale.ROOT).lines().findFirst().orElse("");
    }

    private static List<String> fixes(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("fix:")).toList();
    }

    @Test
    void everyCodeHasACase() throws IOException {
        Set<String> shown =
                ErrorCase.all().stream()
                        .flatMap(c -> c.expectations().stream())
                        .map(Expectation::code)
                        .collect(Collectors.toCollection(TreeSet::new));
        shown.addAll(OTHERS);
        assertThat(shown).containsExactlyElementsIn(codes());
    }

    @Test
    void everyCodeHasAPageAndEveryPageACode() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            List<String> pages =
                    files.map(f -> f.getFileName().toString())
                            .filter(name -> !name.equals("README.md"))
                            .toList();
            assertThat(pages)
                    .containsExactlyElementsIn(codes().stream().map(c -> c + ".md").toList());
        }
    }

    @Test
    void everyPageIsComplete() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        for (Code code : Code.values()) {
            String id = code.id();
            String page = Files.readString(PAGES.resolve(id + ".md"));
            String severity = code.isError() ? "Error. " : "Warning. ";
            assertWithMessage(id).that(page).startsWith("# " + id + "\n\n" + severity);
            if (!OTHERS.contains(id)) {
                assertWithMessage(id).that(page).contains("```java");
            }
            assertWithMessage("index").that(index).contains("(" + id + ".md)");
        }
    }

    private static List<String> codes() {
        return Arrays.stream(Code.values()).map(Code::id).toList();
    }
}
