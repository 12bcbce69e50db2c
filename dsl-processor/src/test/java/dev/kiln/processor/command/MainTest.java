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
import org.junit.jupiter.api.Test;

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
