package dev.kiln.processor.diagnostic;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of codes show their cases and what javac says of them; {@code -Dkiln.update=true} writes
 * them anew. Meaning and reason are written by hand, in the pages themselves.
 */
class ErrorPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "errors");
    private static final Path INDEX = PAGES.resolve("README.md");
    private static final String TABLE = "| code | | meaning |\n|---|---|---|\n";
    private static final boolean UPDATE = Boolean.getBoolean("kiln.update");

    @TempDir Path folder;

    /** The codes that a source can cause. */
    private static Stream<Code> codes() {
        return Stream.of(Code.values()).filter(c -> !ErrorsTest.OTHERS.contains(c.id()));
    }

    @TestFactory
    Stream<DynamicTest> showsWhatJavacSays() {
        return codes().map(c -> DynamicTest.dynamicTest(c.id(), () -> check(c)));
    }

    private void check(Code code) throws IOException {
        Path file = PAGES.resolve(code.id() + ".md");
        String page = Files.readString(file);
        ErrorCase shown = ErrorCase.shown(code);
        String rendered = ErrorPage.read(code, page).render(shown, folder(code, "wrong"));
        if (UPDATE) {
            Files.writeString(file, rendered);
        } else {
            assertWithMessage("run with -Dkiln.update=true").that(page).isEqualTo(rendered);
        }
    }

    @TestFactory
    Stream<DynamicTest> rightExamplesAreRight() {
        return codes().map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.id(),
                                        () ->
                                                assertThat(
                                                                ErrorPage.saysOfRight(
                                                                        ErrorCase.shown(c),
                                                                        folder(c, "right")))
                                                        .isEmpty()));
    }

    private Path folder(Code code, String kind) throws IOException {
        return Files.createDirectories(folder.resolve(kind + code.id()));
    }

    @Test
    void theIndexShowsAPage() throws IOException {
        String index = Files.readString(INDEX);
        String page = Files.readString(PAGES.resolve(Code.RESIDUAL_SHAPES.id() + ".md"));
        String shown = page.substring(page.indexOf("```text"), page.indexOf("\n## Why"));
        if (UPDATE) {
            int from = index.indexOf("```text");
            int to = index.indexOf("\n| line | says |");
            Files.writeString(INDEX, index.substring(0, from) + shown + index.substring(to));
        } else {
            assertWithMessage("run with -Dkiln.update=true").that(index).contains(shown);
        }
    }

    @Test
    void theIndexListsEachPage() throws IOException {
        String index = Files.readString(INDEX);
        List<String> rows = new ArrayList<>();
        for (Code code : Code.values()) {
            String page = Files.readString(PAGES.resolve(code.id() + ".md"));
            String[] words = page.split("\n", 4)[2].split("\\. ", 2);
            String severity = words[0].toLowerCase(java.util.Locale.ROOT);
            rows.add(
                    "| [" + code.id() + "](" + code.id() + ".md) | " + severity + " | " + words[1]
                            + " |\n");
        }
        String table = TABLE + String.join("", rows);
        if (UPDATE) {
            String before = index.substring(0, index.indexOf(TABLE));
            Files.writeString(INDEX, before + table);
        } else {
            assertWithMessage("run with -Dkiln.update=true").that(index).endsWith(table);
        }
    }
}
