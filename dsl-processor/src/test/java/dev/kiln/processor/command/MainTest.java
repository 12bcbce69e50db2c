package dev.kiln.processor.command;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.processor.diagnostic.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private record Run(int status, String out, String err) {}

    private static Run run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                Main.run(
                        List.of(args),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void explainsEachCode() throws IOException {
        for (Code code : Code.values()) {
            String page = Files.readString(Path.of("..", code.page()));
            assertThat(run("explain", code.id())).isEqualTo(new Run(0, page, ""));
        }
        assertThat(run("explain", "[kiln-groups]").out()).startsWith("# KILN-GROUPS\n");
        assertThat(run("explain", "groups").out()).startsWith("# KILN-GROUPS\n");
    }

    @Test
    void listsCodes() {
        Run run = run("explain");
        assertThat(run.status()).isEqualTo(0);
        assertThat(run.out().lines().count()).isEqualTo(Code.values().length);
        assertThat(run.out())
                .containsMatch("(?m)^KILN-GROUPS +Error. Filters or channels can not be divided");
    }

    @Test
    void comparesReports(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("a.json");
        String json = "{\"version\": %d, \"model\": \"Net\", \"layers\": []}";
        Files.writeString(report, json.formatted(1));
        assertThat(run("diff", report.toString(), report.toString()).out())
                .endsWith("\n  no difference\n");
        assertThat(run("diff", "--markdown", report.toString(), report.toString()).out())
                .startsWith("### Net: ");
        assertThat(run("diff", report.toString()).err())
                .startsWith("kiln: diff takes two reports, before and after\n");
        Path later = Files.writeString(folder.resolve("b.json"), json.formatted(2));
        Path other = Files.writeString(folder.resolve("c.json"), "[]");
        Path text = Files.writeString(folder.resolve("d.json"), "{\n]");
        Path bytes = Files.write(folder.resolve("e.json"), new byte[] {(byte) 0xff});
        Map<Path, String> faults =
                Map.of(
                        later,
                        "it is a report of version 2; this program reads version 1",
                        other,
                        "it is no report of a model",
                        text,
                        "line 2: expected `\"`",
                        bytes,
                        "it is no text in UTF-8",
                        folder.resolve("f.json"),
                        "there is no file ");
        faults.forEach(
                (file, fault) -> {
                    Run run = run("diff", report.toString(), file.toString());
                    assertThat(run.status()).isEqualTo(2);
                    assertThat(run.err()).contains(fault);
                    assertThat(run.err()).contains(file.toString());
                });
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run("help").out()).startsWith("usage: java -jar kiln-processor.jar COMMAND\n");
        assertThat(run().err()).startsWith("usage: ");
        Run unknown = run("explain", "KILN-NOTHING");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("kiln: there is no code `KILN-NOTHING`\nusage: ");
        assertThat(run("explane").err()).startsWith("kiln: there is no command `explane`\n");
        assertThat(run("explain", "a", "b").err()).startsWith("kiln: explain takes one code\n");
    }
}
