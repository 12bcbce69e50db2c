package dev.kiln.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;
import dev.kiln.runtime.train.EpochResult;
import dev.kiln.runtime.train.History;
import dev.kiln.runtime.train.Progress;
import dev.kiln.runtime.train.Trainer;
import dev.kiln.runtime.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link Trainer#report} with the reports of this artifact. */
class TrainingPageTest {

    private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"2\">";

    @TempDir Path folder;

    /** Keeps warnings, and the page as it is within the training. */
    private static final class Watcher implements TrainingListener {

        private final List<String> warnings = new ArrayList<>();
        private final Path file;
        private String page = "";

        Watcher(Path file) {
            this.file = file;
        }

        @Override
        public void onBatch(Progress progress) {
            while (file != null && page.isEmpty()) {
                try {
                    page = Files.exists(file) ? Files.readString(file) : "";
                    Thread.sleep(5);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public boolean onWarning(String message) {
            return warnings.add(message);
        }
    }

    private static Trainer trainer(ShapesNetwork network) {
        return Trainer.of(network).quiet().epochs(3).batchSize(16).validateOn(Drawn.of(60, 2));
    }

    @Test
    @Timeout(60)
    void thePageIsThereDuringTrainingAndAfterIt() throws IOException {
        Path file = folder.resolve("training.html");
        Watcher watcher = new Watcher(file);
        ShapesNetwork network = ShapesNetwork.initialize(1);
        History history = trainer(network).report(file).listener(watcher).fit(Drawn.of(160, 1));
        assertTrue(watcher.page.contains(REFRESH), watcher.page);
        assertTrue(watcher.page.contains("Epoch 1 of 3, 0 %."), watcher.page);
        assertTrue(watcher.page.contains("<progress "), watcher.page);

        String page = Files.readString(file);
        assertFalse(page.contains("refresh"), page);
        assertFalse(page.contains("<progress "), page);
        assertTrue(page.contains("Ended after 3 of 3 epochs."), page);
        for (String title :
                List.of(
                        "Loss",
                        "Accuracy",
                        "Learning rate",
                        "Samples per second",
                        "Confusion matrix",
                        "Most confused",
                        "Filters of the first layer",
                        "Classified worst")) {
            assertTrue(page.contains("<title>" + title + "</title>"), title);
        }
        assertEquals(List.of(), watcher.warnings);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        for (EpochResult result : history.epochs()) {
            assertTrue(result.trainingAccuracy().isPresent(), result.toString());
            assertEquals(1e-3, result.learningRate().orElse(0), 1e-9);
        }
    }

    @Test
    void theNetworkLearnsTheSameBits() {
        ShapesNetwork with = ShapesNetwork.initialize(1);
        ShapesNetwork without = ShapesNetwork.initialize(1);
        trainer(with).report(folder.resolve("training.html")).fit(Drawn.of(160, 1));
        trainer(without).fit(Drawn.of(160, 1));
        for (int i = 0; i < with.parameters().size(); i++) {
            assertTrue(
                    Arrays.equals(
                            with.parameters().get(i).values(),
                            without.parameters().get(i).values()));
        }
    }

    @Test
    void aPageThatCantBeWrittenIsOneWarning() {
        Path file = folder.resolve("none/training.html");
        Watcher watcher = new Watcher(null);
        History history =
                trainer(ShapesNetwork.initialize(1))
                        .report(file)
                        .listener(watcher)
                        .fit(Drawn.of(160, 1));
        assertEquals(3, history.epochs().size());
        assertEquals(1, watcher.warnings.size(), watcher.warnings.toString());
        String warning = watcher.warnings.get(0);
        assertTrue(warning.startsWith("the report can't be kept up to date: "), warning);
        assertTrue(warning.contains(file.toString()), warning);
    }

    @Test
    void aTrainingThatFailsLeavesAPageThatHasEnded() throws IOException {
        Path file = folder.resolve("training.html");
        TrainingListener failing =
                new TrainingListener() {
                    @Override
                    public void onEpoch(EpochResult result) {
                        throw new IllegalStateException("enough");
                    }
                };
        Trainer trainer = trainer(ShapesNetwork.initialize(1)).report(file).listener(failing);
        assertThrows(IllegalStateException.class, () -> trainer.fit(Drawn.of(160, 1)));
        String page = Files.readString(file);
        assertTrue(page.contains("Ended after 0 of 3 epochs."), page);
        assertFalse(page.contains("refresh"), page);
    }

    @Test
    void valuesHaveCurvesAlone() throws IOException {
        Path file = folder.resolve("training.html");
        Dataset values = Dataset.ofValues(new Shape(8, 8, 3), new float[192 * 8], 2, new float[16]);
        Trainer.of(ColorsNetwork.initialize(1))
                .quiet()
                .report(file)
                .epochs(2)
                .validateOn(values)
                .fit(values);
        String page = Files.readString(file);
        assertTrue(page.contains("<title>Loss</title>"), page);
        assertFalse(page.contains("<title>Accuracy</title>"), page);
        assertFalse(page.contains("<title>Confusion matrix</title>"), page);
    }
}
