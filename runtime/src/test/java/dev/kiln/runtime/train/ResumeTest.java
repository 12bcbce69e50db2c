package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.SoftmaxRegression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that was stopped and resumed ends with the bits of one that was not. */
@Tag("slow")
class ResumeTest {

    private static final int MOMENTS = 20;

    /** 97 samples in batches of 8. */
    private static final int BATCHES = 13;

    @TempDir Path folder;

    private record Result(List<float[]> values, List<List<Number>> losses) {}

    private Result uninterrupted() {
        SoftmaxRegression network = Clouds.network();
        History history =
                StoppableTraining.of(network, folder.resolve("whole")).fit(Clouds.of(97, 1));
        return result(network, history);
    }

    private static Result result(SoftmaxRegression network, History history) {
        List<float[]> values = new ArrayList<>();
        network.parameters().forEach(p -> values.add(p.value().data.clone()));
        return new Result(values, StoppableTraining.losses(history));
    }

    private static Result resumed(Path checkpoint) {
        // The network's parameters must come from the checkpoint alone.
        SoftmaxRegression network = SoftmaxRegression.initialize(Clouds.SHAPE, Clouds.CLASSES, 99);
        return result(
                network, StoppableTraining.run(network, checkpoint, new TrainingListener() {}));
    }

    private static void assertSame(Result expected, Result actual, String when) {
        assertEquals(expected.losses(), actual.losses(), when);
        for (int i = 0; i < expected.values().size(); i++) {
            assertArrayEquals(expected.values().get(i), actual.values().get(i), when);
        }
    }

    @Test
    void stoppedByAnException() {
        Result expected = uninterrupted();
        Random random = new Random(1);
        for (int i = 0; i < MOMENTS; i++) {
            int epoch = 1 + random.nextInt(StoppableTraining.EPOCHS);
            // The first update is behind the second batch.
            int batch = 2 + random.nextInt(BATCHES - 1);
            Path checkpoint = folder.resolve("thrown" + i);
            TrainingListener stop =
                    new TrainingListener() {
                        @Override
                        public void onBatch(Progress progress) {
                            if (progress.epoch() == epoch && progress.batch() == batch) {
                                throw new IllegalStateException("stop");
                            }
                        }
                    };
            boolean reached = expected.losses().size() >= epoch;
            if (reached) {
                assertThrows(
                        IllegalStateException.class,
                        () -> StoppableTraining.run(Clouds.network(), checkpoint, stop));
                assertSame(expected, resumed(checkpoint), "epoch " + epoch + ", batch " + batch);
            }
        }
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        Path checkpoint = folder.resolve("other");
        StoppableTraining.run(Clouds.network(), checkpoint, new TrainingListener() {});
        IllegalStateException otherBatch =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                StoppableTraining.of(Clouds.network(), checkpoint)
                                        .batchSize(9)
                                        .resume()
                                        .fit(Clouds.of(97, 1)));
        assertTrue(
                otherBatch.getMessage().endsWith("its batch size is 8, here it is 9"),
                otherBatch.getMessage());
        IllegalStateException otherOptimizer =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                StoppableTraining.of(Clouds.network(), checkpoint)
                                        .optimizer(Sgd.rate(0.1))
                                        .resume()
                                        .fit(Clouds.of(97, 1)));
        assertTrue(
                otherOptimizer.getMessage().contains("its optimizer is Adam"),
                otherOptimizer.getMessage());
    }

    @Test
    void aDamagedCheckpointIsRefused() throws IOException {
        Path checkpoint = folder.resolve("damaged");
        Files.writeString(checkpoint, "nothing of use");
        UncheckedIOException e =
                assertThrows(
                        UncheckedIOException.class,
                        () ->
                                StoppableTraining.run(
                                        Clouds.network(), checkpoint, new TrainingListener() {}));
        assertTrue(e.getMessage().startsWith("SoftmaxRegression: the checkpoint "));
    }
}
