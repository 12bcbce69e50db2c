package dev.kiln.processor.report;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.FolderCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reports lie beside generated sources, never among classes unasked, and say no more than sources.
 */
class ReportFilesTest {

    private static final String HTML = "nets/LeNetReport.html";
    private static final String JSON = "nets/LeNetReport.json";

    @TempDir Path folder;

    private Reported lenet(String... options) {
        return Reported.compile(folder, Networks.LENET, options);
    }

    @Test
    void bothLieBesideTheSources() {
        Reported reported = lenet();
        assertThat(reported.messages()).isEmpty();
        assertThat(reported.reports()).containsExactly(HTML, JSON);
        assertThat(reported.classes()).isEmpty();
    }

    @Test
    void theOptionChooses() {
        assertThat(lenet("-Akiln.report=html").reports()).containsExactly(HTML);
        assertThat(lenet("-Akiln.report=json").reports()).containsExactly(JSON);
        assertThat(lenet("-Akiln.report=json,html").reports()).containsExactly(HTML, JSON);
    }

    @Test
    void noneLeavesNoTrace() {
        Reported none = lenet("-Akiln.report=none");
        assertThat(none.reports()).isEmpty();
        assertThat(none.messages()).isEmpty();
        Reported both = lenet();
        both.reports().forEach(both.sources()::remove);
        assertThat(none.sources()).isEqualTo(both.sources());
    }

    @Test
    void wrongFormatsAreErrors() {
        Reported wrong = lenet("-Akiln.report=pdf");
        assertThat(wrong.messages().get(0))
                .contains("[KILN-OPTION] -Akiln.report does not know `pdf`");
        assertThat(wrong.reports()).isEmpty();
    }

    /** They would get into the jar. */
    @Test
    void nothingIsWrittenAmongClassesUnlessItIsAskedFor() throws IOException {
        assertThat(amongClasses(FolderCompiler.JAVAC)).isEmpty();
        assertThat(amongClasses(FolderCompiler.ECJ)).isEmpty();
        assertThat(amongClasses(FolderCompiler.JAVAC, "-Akiln.report=json"))
                .containsExactly("LeNetReport.json");
    }

    private List<String> amongClasses(FolderCompiler compiler, String... further)
            throws IOException {
        Path out = Files.createTempDirectory(folder, "classes");
        Path source = Files.createDirectories(folder.resolve("in")).resolve("LeNet.java");
        Files.writeString(source, Networks.LENET.get("nets.LeNet"));
        String[] usual = {"-cp", System.getProperty("java.class.path"), "-source", "17"};
        String[] options =
                Stream.of(List.of(usual), List.of("-target", "17"), List.of(further))
                        .flatMap(List::stream)
                        .toArray(String[]::new);
        compiler.compile(List.of(source), out, options);
        try (Stream<Path> files = Files.list(out.resolve("nets"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.contains("Report"))
                    .toList();
        }
    }

    @Test
    void equalModelsGiveEqualBytesWithoutFolders() {
        Reported first = lenet();
        assertThat(lenet().sources()).isEqualTo(first.sources());
        for (String report : first.reports()) {
            assertThat(first.sources().get(report)).doesNotContain(folder.toString());
        }
    }

    /** As for generated sources: an error that says what is wrong, and no exception. */
    @Test
    void reportsThatCannotBeWrittenAreErrors() throws IOException {
        Path work = Files.createTempDirectory(folder, "taken");
        Files.createDirectories(work.resolve("sources").resolve(HTML));
        Reported reported = Reported.into(work, Networks.LENET);
        assertThat(reported.messages()).hasSize(1);
        assertThat(reported.messages().get(0))
                .startsWith(
                        "[KILN-NOT-WRITTEN] LeNet: can't generate LeNetReport.html: there is a"
                                + " folder of this name");
        assertThat(Reported.into(work, Networks.LENET, "-Akiln.report=none").messages()).isEmpty();
    }

    /** Nothing of an earlier build is left. */
    @Test
    void reportsAreWrittenAnew() throws IOException {
        Path work = Files.createTempDirectory(folder, "again");
        Reported.into(work, Networks.LENET);
        Path page = work.resolve("sources").resolve(HTML);
        Files.writeString(page, "old".repeat(100_000));
        Reported again = Reported.into(work, Networks.LENET);
        assertThat(again.messages()).isEmpty();
        assertThat(again.sources()).isEqualTo(lenet().sources());
    }

    @Test
    void modelsInErrorHaveReportsToo() {
        Reported broken = Reported.compile(folder, Networks.BROKEN);
        assertThat(broken.reports())
                .containsExactly("nets/BrokenReport.html", "nets/BrokenReport.json");
    }
}
