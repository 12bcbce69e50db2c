package dev.kiln.runtime.internal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads and processes write one file: each reading sees a whole one, each writing succeeds.
 * {@code -Dkiln.saves=1000} says how often each of them writes.
 */
class ManyWritersTest {

    private static final int SAVES = Integer.getInteger("kiln.saves", 30);
    private static final int PROCESSES = 2;
    private static final int THREADS = 2;
    private static final int PARTS = 20;
    private static final int PART = 1000;

    @TempDir Path folder;

    /** All bytes are the same, and there are always as many. */
    private static void write(Path file, int letter) throws IOException {
        byte[] part = new byte[PART];
        java.util.Arrays.fill(part, (byte) letter);
        AtomicFile.writeAndKeep(
                file,
                channel -> {
                    for (int i = 0; i < PARTS; i++) {
                        channel.write(ByteBuffer.wrap(part));
                    }
                });
    }

    private static void writeOften(Path file, int letter) {
        for (int i = 0; i < SAVES; i++) {
            try {
                write(file, letter + i % 10);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static void assertWhole(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(PARTS * PART, bytes.length);
        for (byte b : bytes) {
            assertEquals(bytes[0], b);
        }
    }

    /** Another process: writes often, or writes half of a file and waits for a line. */
    static final class Writer {

        private Writer() {}

        /** Arguments: how, and the file. */
        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[1]);
            switch (arguments[0]) {
                case "often" -> writeOften(file, 'a');
                case "slowly" -> AtomicFile.write(file, Writer::slowly);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }

        private static void slowly(FileChannel channel) throws IOException {
            channel.write(ByteBuffer.wrap(new byte[] {'h', 'a'}));
            System.out.println("half");
            System.in.read();
            channel.write(ByteBuffer.wrap(new byte[] {'l', 'f'}));
        }
    }

    private static Process start(String how, Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dkiln.saves=" + SAVES,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        how,
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void threadsAndProcessesWriteOneFile() throws IOException, InterruptedException {
        Path file = folder.resolve("file");
        write(file, 'z');
        write(file, 'z');
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start("often", file));
        }
        try {
            List<CompletableFuture<Void>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int letter = 'A' + 10 * i;
                threads.add(CompletableFuture.runAsync(() -> writeOften(file, letter)));
            }
            while (processes.stream().anyMatch(Process::isAlive)
                    || threads.stream().anyMatch(t -> !t.isDone())) {
                assertWhole(file);
                assertWhole(folder.resolve("file.previous"));
            }
            for (Process process : processes) {
                assertEquals("", output(process));
                assertEquals(0, process.waitFor());
            }
            threads.forEach(CompletableFuture::join);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
        assertEquals(List.of("file", "file.previous"), names());
    }

    @Test
    void theFileOfALivingWriterStaysAndThatOfAKilledOneGoes()
            throws IOException, InterruptedException {
        Path file = folder.resolve("file");
        Process living = start("slowly", file);
        Process killed = start("slowly", file);
        try {
            for (Process process : List.of(living, killed)) {
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                assertEquals("half", reader.readLine());
            }
            assertEquals(2, names().size());
            killed.destroyForcibly().waitFor();
            write(file, 'x');
            assertWhole(file);
            assertEquals(2, names().size(), () -> "a leftover is removed, the other stays");
            living.getOutputStream().write('\n');
            living.getOutputStream().flush();
            assertEquals(0, living.waitFor());
            assertEquals("half", Files.readString(file));
            assertEquals(List.of("file"), names());
        } finally {
            living.destroyForcibly();
            killed.destroyForcibly();
        }
        assertTrue(Files.exists(file));
    }
}
