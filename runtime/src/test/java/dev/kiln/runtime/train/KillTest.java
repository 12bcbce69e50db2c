package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.SoftmaxRegression;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that is killed again and again, some of the times while it writes a checkpoint, ends
 * with the bits of one that is not, and leaves nothing behind. {@code -Dkiln.kills=200} says how
 * often; every tenth kill is inside a save.
 */
@Tag("slow")
class KillTest {

    private static final int KILLS = Integer.getInteger("kiln.kills", 4);

    /** Of all kills, those inside a save. */
    private static final int SHARE = 10;

    private static final int BATCHES = 13;

    @TempDir Path folder;

    private record Result(List<float[]> values, List<List<Number>> losses) {

        static Result of(Path checkpoint, long seed) {
            // The network's parameters must come from the checkpoint alone.
            SoftmaxRegression network =
                    SoftmaxRegression.initialize(Clouds.SHAPE, Clouds.CLASSES, seed);
            History history = StoppableTraining.run(network, checkpoint, new TrainingListener() {});
            List<float[]> values = new ArrayList<>();
            network.parameters().forEach(p -> values.add(p.values().clone()));
            return new Result(values, StoppableTraining.losses(history));
        }

        void assertSame(Result actual, String when) {
            assertEquals(losses, actual.losses, when);
            for (int i = 0; i < values.size(); i++) {
                assertArrayEquals(values.get(i), actual.values.get(i), when);
            }
        }
    }

    @Test
    void killedTrainingsEndTheSame() throws IOException, InterruptedException {
        Files.createDirectory(folder.resolve("whole"));
        Result expected = Result.of(folder.resolve("whole/run"), 1);
        Random random = new Random(2);
        int lines = expected.losses().size() * BATCHES;
        int saves = 0;
        for (int i = 0; i < KILLS; i++) {
            boolean inSave = i % SHARE == 0;
            Path own = Files.createDirectory(folder.resolve("killed" + i));
            Path checkpoint = own.resolve("run");
            int moment;
            do {
                // The first update, and so the first checkpoint, is behind the second batch.
                moment = 2 + random.nextInt(lines - 4);
                kill(checkpoint, moment, inSave);
            } while (inSave && unfinished(own).isEmpty());
            saves += unfinished(own).isEmpty() ? 0 : 1;
            String when = "killed after batch " + moment + (inSave ? ", inside a save" : "");
            assertTrue(Files.exists(checkpoint), when);
            expected.assertSame(Result.of(checkpoint, 99), when);
            assertEquals(List.of("run", "run.previous"), names(own), when);
        }
        assertTrue(saves >= (KILLS - 1) / SHARE + 1);
        if (KILLS > SHARE) {
            System.out.println(KILLS + " kills, " + saves + " of them inside a save");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> unfinished(Path folder) throws IOException {
        return names(folder).stream().filter(name -> name.endsWith(".unfinished")).toList();
    }

    /**
     * Trains from the start in a process of its own and kills it when it has done so many batches,
     * or in the save after these.
     */
    private static void kill(Path checkpoint, int batches, boolean inSave)
            throws IOException, InterruptedException {
        Files.deleteIfExists(checkpoint);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoppableTraining.class.getName(),
                                checkpoint.toString())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < batches; i++) {
                String line = output.readLine();
                assertTrue(line != null && line.matches("\\d+ \\d+"), "the process says: " + line);
            }
            while (inSave && process.isAlive() && unfinished(checkpoint.getParent()).isEmpty()) {
                Thread.onSpinWait();
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
