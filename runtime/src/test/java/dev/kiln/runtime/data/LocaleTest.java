package dev.kiln.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kiln.runtime.Shape;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names beyond ASCII where the locale has no such letters. */
class LocaleTest {

    @TempDir Path folder;

    /** In a process of its own: prints the classes and the second sample, or what is wrong. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) throws IOException {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            for (String folder : arguments) {
                try {
                    ImageFolder images = ImageFolder.of(Path.of(folder), new Shape(1, 1, 1));
                    List<String> labels = images.read().labels();
                    float[] pixel = new float[1];
                    images.lazy().dataset().input(1, pixel, 0);
                    out.println(labels + " " + (int) pixel[0]);
                } catch (IOException e) {
                    out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void namesAreKnownInTheLocaleC() throws IOException, InterruptedException {
        assumeTrue(File.separatorChar == '/', "names of files are bytes");
        assumeTrue(
                List.of("UTF-8", "UTF8").contains(System.getProperty("sun.jnu.encoding")),
                "such names can be written");
        TestImages.file(folder.resolve("good/B\u00E4r/\u00E4.png"), 0x010101);
        TestImages.file(folder.resolve("good/B\u00F6e/1.png"), 0x020202);
        Path bad = folder.resolve("bad/B\u00E4r/\u00E4.png");
        Files.createDirectories(bad.getParent());
        Files.writeString(bad, "no image");
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reader.class.getName(),
                        folder.resolve("good").toString(),
                        folder.resolve("bad").toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals(
                List.of(
                        "[B\u00E4r, B\u00F6e] 2",
                        bad + ": no image, or in a format that is not known"),
                said.lines().toList());
    }
}
