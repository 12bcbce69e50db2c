package dev.kiln.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private static final Path DATA = Path.of("data");
    private static final String HEAD =
            "LeNet: 28x28x1 to 10, 61,706 parameters, 416,520 multiply-adds";

    @TempDir Path folder;

    private record Output(int code, String out, String err) {}

    private static Output run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Quickstart.run(
                        words,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Output(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static void assertOneLine(String expected, Output output) {
        assertEquals(1, output.code());
        assertEquals("quickstart: " + expected + System.lineSeparator(), output.err());
    }

    @Test
    void networksAndPredictorsSayWhatTheyAre() {
        LeNetNetwork network = LeNetNetwork.initialize(1);
        assertEquals(HEAD, network.toString());
        assertEquals(HEAD, LeNetPredictor.of(network).toString());
    }

    @Test
    void helpIsNoError() {
        Output output = run("--help");
        assertEquals(0, output.code());
        assertEquals(Arguments.USAGE, output.out());
    }

    @Test
    void badArgumentsAreOneLine() {
        assertOneLine("unknown argument --epoch; --help lists what there is", run("--epoch", "3"));
        assertOneLine("--epochs can't be zero", run("--epochs", "zero"));
        assertOneLine("--epochs can't be 0", run("--epochs", "0"));
        assertOneLine("--rate can't be -1", run("--rate", "-1"));
        assertOneLine("--seed needs a value", run("--seed"));
        assertOneLine("--task can't be cats; there are clothes and digits", run("--task", "cats"));
    }

    @Test
    void missingDataAreOneLineThatNamesThem() {
        Output output = run("--data", folder.resolve("nowhere").toString());
        assertEquals(1, output.code());
        assertEquals(1, output.err().lines().count(), output.err());
        assertTrue(output.err().contains("nowhere"), output.err());
    }

    @Test
    void damagedDataAreOneLineThatNamesThem() throws IOException {
        copyData();
        Path images = folder.resolve("train-images-idx3-ubyte.gz");
        byte[] bytes = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(bytes, bytes.length / 2));
        Output output = run("--data", folder.toString());
        assertEquals(1, output.code());
        assertEquals(1, output.err().lines().count(), output.err());
        assertTrue(output.err().contains("train-images-idx3-ubyte.gz"), output.err());
    }

    @Test
    void unwritableResultIsOneLineBeforeTraining() {
        Path file = folder.resolve("none/lenet.safetensors");
        Output output = run("--data", DATA.toString(), "--out", file.toString());
        assertOneLine("--out " + file + ": no such folder", output);
        assertEquals("", output.out());
        output = run("--data", DATA.toString(), "--out", folder.toString());
        assertOneLine("--out " + folder + ": is a folder", output);
    }

    @Test
    void trainsAndPredictsTheSameTwice() throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        for (Path file : List.of(first, second)) {
            Output output =
                    run("--data", DATA.toString(), "--epochs", "1", "--out", file.toString());
            assertEquals("", output.err());
            assertEquals(0, output.code());
            assertTrue(output.out().startsWith(HEAD + "\n"), output.out());
            assertTrue(output.out().contains("\nAnkle boot   "), output.out());
            assertTrue(output.out().contains("image 0: Ankle boot"), output.out());
        }
        assertEquals(-1, Files.mismatch(first, second));
    }

    private void copyData() throws IOException {
        try (var files = Files.list(DATA)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
