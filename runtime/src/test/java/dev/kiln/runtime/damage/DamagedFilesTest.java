package dev.kiln.runtime.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files are read as they were or refused by an error that names them, in a process of 64
 * MB. {@code -Dkiln.damaged=100000} says how many.
 */
@Tag("slow")
class DamagedFilesTest {

    private static final String ASKED = System.getProperty("kiln.damaged");
    private static final int USUAL = 600;

    @TempDir Path folder;

    @Test
    void areReadAsTheyWereOrRefused() throws IOException, InterruptedException {
        int all = ASKED == null ? USUAL : Integer.parseInt(ASKED);
        int each = (all - 1) / Specimens.ALL.size() + 1;
        Path output = folder.resolve("output");
        Process process =
                new ProcessBuilder(command(each))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            int status = process.waitFor();
            assertEquals(0, status, () -> read(output));
            if (ASKED != null) {
                System.out.println(read(output));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(int each) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-Djava.awt.headless=true"));
        if (ASKED == null) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(DamageRun.class.getName(), folder.resolve("files").toString()));
        command.addAll(List.of(Integer.toString(each), "0"));
        return command;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
