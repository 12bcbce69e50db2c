package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.weights.FloatTensor;
import dev.kiln.runtime.weights.SafetensorsReader;
import dev.kiln.runtime.weights.SafetensorsWriter;
import dev.kiln.runtime.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field of a checkpoint is looked at; there is a way back. */
class CheckpointTest {

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("run");
        train(StoppableTraining.of(Clouds.network(), file).epochs(3).checkpoint(file, 4));
    }

    private static History train(Trainer trainer) {
        return trainer.quiet().fit(Clouds.of(97, 1));
    }

    /** Goes on with a network of which nothing may change when it fails. */
    private static String refusal(Trainer trainer, SoftmaxRegression network) {
        List<float[]> before = new ArrayList<>();
        network.parameters().forEach(p -> before.add(p.values().clone()));
        String message =
                assertThrows(IllegalStateException.class, () -> train(trainer)).getMessage();
        for (int i = 0; i < before.size(); i++) {
            assertArrayEquals(before.get(i), network.parameters().get(i).values());
        }
        return message;
    }

    private String refusal() {
        SoftmaxRegression network = Clouds.network();
        return refusal(StoppableTraining.of(network, file).epochs(3).resume(), network);
    }

    /** Writes the same file with something else in it, and a checksum that agrees. */
    private void change(BiConsumer<Map<String, String>, Map<String, float[]>> change)
            throws IOException {
        Map<String, float[]> numbers = new HashMap<>();
        Map<String, String> texts;
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            texts = new HashMap<>(reader.metadata());
            for (Optional<Tensor> next = reader.next(); next.isPresent(); next = reader.next()) {
                Tensor t = next.get();
                numbers.put(t.info().name(), t.floats());
            }
        }
        change.accept(texts, numbers);
        List<FloatTensor> tensors = new ArrayList<>();
        numbers.forEach(
                (name, v) -> tensors.add(new FloatTensor(name, List.of(v.length), () -> v)));
        SafetensorsWriter.write(file, texts, tensors);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    progress | 1 | its progress is "1", expected 5 numbers: epoch, batch, samples, sum of losses, sum of weights
                    progress | x 13 97 0 0 | its progress (epoch) is "x", expected a whole number from 1 to 2147483647
                    progress | 0 13 97 0 0 | its progress (epoch) is "0", expected
                    progress | 9 13 97 0 0 | its step is
                    progress | 2 99 97 0 0 | its progress (batch) is "99", expected a whole number from 1 to 13
                    progress | 3 4 33 0 0 | its progress (samples) is "33", expected 32
                    step | -1 | its step is "-1", expected 38
                    step | +38 | its step is "+38", expected 38
                    updates | 1e3 | its updates is "1e3", expected 20
                    changes | -1 | its changes is "-1", expected a whole number, at least 0
                    results | 7 | its results is "7", expected 2
                    result.0 | 1 | its result.0 is "1", expected 9 numbers: epoch, epochs,
                    result.1 | 1 3 0 0 0 0 0 0 0 | its result.1 (epoch) is "1", expected 2
                    optimizer.updates | -3 | its optimizer.updates is "-3", expected
                    optimizer.rateFactor | 7ff8000000000000 | (NaN)", expected a finite number above 0
                    optimizer.rateFactor | 0 | its optimizer.rateFactor is "0 (0.0)"
                    optimizer.rateFactor | zz | expected the bits of a number in hexadecimal digits
                    plateau | 0 2 | its plateau (waited) is "2", expected a whole number from 0 to 1
                    plateau | 7ff8000000000000 0 | its plateau (lowest) is "7ff8000000000000 (NaN)"
                    earlyStop | 0 | its earlyStop is "0", expected 2 numbers: lowest, waited
                    earlyStop | 7ff0000000000000 0 | it has best parameters, but no lowest loss
                    seed | 5\u0007x | its seed is 5\\u0007x, here it is 5
                    batch size | 0 | its batch size is 0, here it is 8
                    another | 1 | it has more than a checkpoint of this training: another
                    """)
    void textsAreChecked(String key, String text, String expected) throws IOException {
        change((texts, numbers) -> texts.put(key, text));
        String message = refusal();
        assertTrue(message.startsWith("SoftmaxRegression: can't go on from " + file), message);
        assertTrue(message.contains(expected), message);
    }

    @ParameterizedTest
    @CsvSource({
        "model, it is no checkpoint: it has no model",
        "progress, it has no progress",
        "changes, it has no changes",
        "result.1, it has no result.1",
        "plateau, what it says of plateaus and early stopping does not agree with its rules",
        "optimizer.updates, it has no optimizer.updates",
    })
    void missingTextsAreNamed(String key, String expected) throws IOException {
        change((texts, numbers) -> texts.remove(key));
        String message = refusal();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void numbersAreChecked() throws IOException {
        String name = "optimizer/second/label.bias";
        change((texts, numbers) -> numbers.get(name)[1] = -1f);
        String negative = refusal();
        assertTrue(
                negative.endsWith(
                        "number 1 of its "
                                + name
                                + " is -1.0, expected a finite number, at least 0"),
                negative);
        change((texts, numbers) -> numbers.put(name, new float[2]));
        String short2 = refusal();
        assertTrue(short2.endsWith("it has " + name + " F32 [2], expected F32 [3]"), short2);
        change((texts, numbers) -> numbers.remove(name));
        String lacking = refusal();
        assertTrue(lacking.endsWith("the state lacks second/label.bias"), lacking);
        change((texts, numbers) -> numbers.put(name, new float[3]));
        change((texts, numbers) -> numbers.put("optimizer/third/label.bias", new float[3]));
        String more = refusal();
        assertTrue(more.endsWith("has no use: third/label.bias"), more);
        change((texts, numbers) -> numbers.remove("optimizer/third/label.bias"));
        change((texts, numbers) -> numbers.put("value/other", new float[3]));
        String other = refusal();
        assertTrue(other.endsWith("this network has no use: value/other F32 [3]"), other);
        change((texts, numbers) -> numbers.remove("value/other"));
        change((texts, numbers) -> numbers.get("value/label.bias")[2] = Float.NaN);
        String nan = refusal();
        assertTrue(nan.contains("number 2 of its value/label.bias is NaN"), nan);
    }

    /** Goes on to the same end, with a warning. */
    @Test
    void theOneBeforeTakesThePlaceOfADamagedOne() throws IOException {
        History whole =
                train(StoppableTraining.of(Clouds.network(), folder.resolve("whole")).epochs(3));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 4;
        Files.write(file, bytes);
        List<String> warnings = new ArrayList<>();
        SoftmaxRegression network = SoftmaxRegression.initialize(Clouds.SHAPE, Clouds.CLASSES, 99);
        History history =
                train(
                        StoppableTraining.of(network, file)
                                .epochs(3)
                                .checkpoint(file, 4)
                                .listener(new Warnings(warnings))
                                .resume());
        assertEquals(StoppableTraining.losses(whole), StoppableTraining.losses(history));
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("can't be read: " + file + ": the file is damaged"));
        assertTrue(warnings.get(0).endsWith("; training goes on from " + file + ".previous"));
        Files.write(file, bytes);
        Files.write(folder.resolve("run.previous"), bytes);
        SoftmaxRegression untouched = Clouds.network();
        String message =
                assertThrows(
                                UncheckedIOException.class,
                                () -> train(StoppableTraining.of(untouched, file).resume()))
                        .getMessage();
        assertTrue(message.startsWith("SoftmaxRegression: the checkpoint " + file), message);
    }

    private record Warnings(List<String> messages) implements TrainingListener {
        @Override
        public boolean onWarning(String message) {
            return messages.add(message);
        }
    }

    private static SoftmaxRegression exploding(Path file, double rate) {
        SoftmaxRegression network = Clouds.network();
        TrainingListener bomb =
                new TrainingListener() {
                    @Override
                    public void onBatch(Progress progress) {
                        if (progress.epoch() == 2 && progress.batch() == 6) {
                            network.parameters().get(0).values()[0] = Float.NaN;
                        }
                    }
                };
        NonFiniteLossException e =
                assertThrows(
                        NonFiniteLossException.class,
                        () ->
                                Trainer.of(network)
                                        .optimizer(Sgd.rate(rate))
                                        .batchSize(8)
                                        .epochs(4)
                                        .quiet()
                                        .checkpoint(file, 3)
                                        .listener(bomb)
                                        .fit(Clouds.of(97, 1)));
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "(epoch 2, batch 7); resume(Path.of(\""
                                        + file
                                        + ".previous\"), Setting.OPTIMIZER) goes on from before"
                                        + " with another learning rate"),
                e.getMessage());
        return network;
    }

    @Test
    void thereIsAWayBackAfterAnExplosion() throws IOException {
        Path bomb = folder.resolve("bomb");
        exploding(bomb, 0.1);
        Path previous = folder.resolve("bomb.previous");
        byte[] before = Files.readAllBytes(previous);
        List<String> warnings = new ArrayList<>();
        SoftmaxRegression network = Clouds.network();
        Trainer trainer =
                Trainer.of(network)
                        .optimizer(Sgd.rate(0.01))
                        .batchSize(8)
                        .epochs(4)
                        .quiet()
                        .checkpoint(bomb, 100)
                        .listener(new Warnings(warnings));
        assertTrue(
                assertThrows(
                                IllegalStateException.class,
                                () -> trainer.resume(previous).fit(Clouds.of(97, 1)))
                        .getMessage()
                        .contains("its optimizer is SGD"));
        History history = trainer.resume(previous, Setting.OPTIMIZER).fit(Clouds.of(97, 1));
        assertEquals(4, history.epochs().size());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0)
                        .startsWith(
                                "SoftmaxRegression: training goes on from "
                                        + previous
                                        + " with other settings: its optimizer is "),
                warnings.get(0));
        assertArrayEquals(before, Files.readAllBytes(previous), "nothing took its place");
    }

    /** An exploded checkpoint never takes the place of a good one. */
    @Test
    void whatIsGoneOnFromStaysUntilTheNextIsProven() throws IOException {
        Path bomb = folder.resolve("bomb");
        exploding(bomb, 0.1);
        Path previous = folder.resolve("bomb.previous");
        byte[] before = Files.readAllBytes(previous);
        Path exploded = Files.copy(bomb, folder.resolve("exploded"));
        List<byte[]> kept = new ArrayList<>();
        TrainingListener comparing =
                new TrainingListener() {
                    @Override
                    public void onBatch(Progress progress) {
                        try {
                            if (Files.mismatch(bomb, exploded) >= 0) {
                                kept.add(Files.readAllBytes(previous));
                            }
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        Trainer.of(Clouds.network())
                .optimizer(Sgd.rate(0.01))
                .batchSize(8)
                .epochs(4)
                .quiet()
                .checkpoint(bomb, 5)
                .listener(comparing)
                .resume(previous, Setting.OPTIMIZER)
                .fit(Clouds.of(97, 1));
        assertArrayEquals(before, kept.get(0), "after the first save");
        byte[] last = kept.get(kept.size() - 1);
        assertFalse(
                Arrays.equals(before, last) || Arrays.equals(last, Files.readAllBytes(exploded)));
    }

    @Test
    void otherBatchesAndRulesWhenAskedFor() {
        List<String> warnings = new ArrayList<>();
        SoftmaxRegression network = Clouds.network();
        Trainer trainer =
                StoppableTraining.of(network, file)
                        .batchSize(16)
                        .stopEarly(30)
                        .epochs(5)
                        .listener(new Warnings(warnings))
                        .resume(Setting.BATCHES);
        String refused = refusal(trainer, network);
        assertTrue(
                refused.endsWith(": its early stop rule is after 9, here it is after 30"), refused);
        History history = train(trainer.resume(Setting.BATCHES, Setting.RULES));
        assertEquals(5, history.epochs().size());
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(
                warnings.get(0)
                        .endsWith(
                                "its batch size is 8, here it is 16; its early stop rule is after"
                                        + " 9, here it is after 30; epoch 3 begins anew"),
                warnings.get(0));
        // And again: the checkpoint of the changed training is a checkpoint.
        SoftmaxRegression other = SoftmaxRegression.initialize(Clouds.SHAPE, Clouds.CLASSES, 99);
        History again =
                train(
                        StoppableTraining.of(other, file)
                                .batchSize(16)
                                .stopEarly(30)
                                .epochs(5)
                                .resume());
        assertEquals(StoppableTraining.losses(history), StoppableTraining.losses(again));
    }

    @Test
    void anotherOptimizerKeepsWhatItCan() {
        List<String> warnings = new ArrayList<>();
        for (boolean kept : new boolean[] {true, false}) {
            Started optimizer =
                    new Started(kept ? AdamW.rate(0.001) : Sgd.rate(0.01).momentum(0.9));
            SoftmaxRegression network = Clouds.network();
            train(
                    StoppableTraining.of(network, folder.resolve("other"))
                            .epochs(3)
                            .optimizer(optimizer)
                            .listener(new Warnings(warnings))
                            .resume(file, Setting.OPTIMIZER));
            long updates = optimizer.state().updates();
            assertEquals(kept ? 3L * StoppableTraining.UPDATES : 1, updates);
        }
        assertEquals(3, warnings.size(), warnings::toString);
        assertTrue(warnings.get(1).contains("the optimizer keeps other numbers and starts anew"));
    }
}
