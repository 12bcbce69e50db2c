package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that is interrupted and resumed ends like one that never was, to the last bit. */
class InterruptionTest {

    private static final int INPUTS = 3;
    private static final Shape SHAPE = new Shape(1, INPUTS, 1);
    private static final int BATCHES = 7;
    private static final int EPOCHS = 6;
    private static final int SAMPLES = 4 * (BATCHES - 1) + 2;

    @TempDir private Path folder;

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Fails in the step with this number, counted from 1 over all epochs. */
    private record Interrupter(int step) implements TrainingListener {
        @Override
        public void onBatch(Progress p) {
            if ((p.epoch() - 1) * p.batches() + p.batch() == step) {
                throw new Interruption();
            }
        }
    }

    private static Dataset points(int size, long seed) {
        Random random = new Random(seed);
        float[] inputs = new float[size * INPUTS];
        float[] values = new float[size];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian() + 1;
            values[i / INPUTS] += (i % INPUTS + 1) * inputs[i];
        }
        return Dataset.ofValues(SHAPE, inputs, 1, values);
    }

    /** Everything that has state is in use; the plateau is reached, and so is the early stop. */
    private static Trainer trainer(NoisyRegression network, Optimizer optimizer) {
        return Trainer.of(network)
                .quiet()
                .optimizer(optimizer)
                .batchSize(4)
                .accumulate(3)
                .epochs(EPOCHS)
                .seed(5)
                .augment(Augmentation.none().flip())
                .validateOn(points(9, 2))
                .reduceOnPlateau(0.5, 1)
                .stopEarly(3);
    }

    private static NoisyRegression network() {
        return new NoisyRegression(INPUTS, 1);
    }

    private static Outcome uninterrupted(Optimizer settings) {
        Started optimizer = new Started(settings);
        NoisyRegression network = network();
        History history = trainer(network, optimizer).fit(points(SAMPLES, 1));
        return Outcome.of(network, optimizer, history);
    }

    /** The second part starts as another process would: with other weights and a new optimizer. */
    private Outcome interrupted(Supplier<? extends Optimizer> optimizers, int step, int every) {
        Path file = folder.resolve("training.safetensors");
        assertThrows(
                Interruption.class,
                () ->
                        trainer(network(), optimizers.get())
                                .checkpoint(file, every)
                                .listener(new Interrupter(step))
                                .fit(points(SAMPLES, 1)));
        if (!Files.exists(file)) {
            assertTrue(step <= 3 * every + 3, "no checkpoint after " + step + " steps");
            return resumed(file, network(), optimizers.get());
        }
        return resumed(file, new NoisyRegression(INPUTS, 99), optimizers.get());
    }

    private static Outcome resumed(Path file, NoisyRegression network, Optimizer settings) {
        Started optimizer = new Started(settings);
        History history =
                trainer(network, optimizer).checkpoint(file, 1).resume().fit(points(SAMPLES, 1));
        return Outcome.of(network, optimizer, history);
    }

    @Test
    void interruptedAnywhereEndsTheSame() throws IOException {
        Supplier<Adam> adam =
                () -> Adam.rate(0.3).clipNorm(1).schedule(Schedule.cosine(EPOCHS * BATCHES));
        Outcome expected = uninterrupted(adam.get());
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            int step = 1 + random.nextInt(4 * BATCHES);
            int every = 1 + random.nextInt(4);
            String where = "step " + step + ", checkpoint every " + every;
            assertEquals(expected, interrupted(adam, step, every), where);
            Files.delete(folder.resolve("training.safetensors"));
        }
    }

    @Test
    void everyOptimizerIsResumed() throws IOException {
        for (Supplier<? extends Optimizer> optimizer :
                Arrays.<Supplier<? extends Optimizer>>asList(
                        () -> Sgd.rate(0.01).momentum(0.9).nesterov(),
                        () -> AdamW.rate(0.1),
                        () -> RmsProp.rate(0.01).centered().momentum(0.5),
                        () -> Adagrad.rate(0.1))) {
            Outcome expected = uninterrupted(optimizer.get());
            assertEquals(expected, interrupted(optimizer, 11, 2));
            Files.delete(folder.resolve("training.safetensors"));
        }
    }

    @Test
    void interruptedTwiceEndsTheSame() {
        Path file = folder.resolve("training.safetensors");
        for (int step : new int[] {5, 9, 10, 21}) {
            assertThrows(
                    Interruption.class,
                    () ->
                            trainer(network(), Adam.rate(0.3))
                                    .checkpoint(file, 1)
                                    .resume()
                                    .listener(new Interrupter(step))
                                    .fit(points(SAMPLES, 1)));
        }
        assertEquals(
                uninterrupted(Adam.rate(0.3)),
                resumed(file, new NoisyRegression(INPUTS, 99), Adam.rate(0.3)));
    }

    /** What was best lies before the interruption, and so does part of the waiting. */
    @Test
    void earlyStopIsResumed() {
        NoisyRegression network = network();
        Started adam = new Started(Adam.rate(0.3));
        Dataset points = points(SAMPLES, 1);
        History history = trainer(network, adam).epochs(100).fit(points);
        int last = history.epochs().size();
        assertTrue(last < 100, "the early stop");
        assertTrue(adam.state().rateFactor() < 1, "the plateau");
        Path file = folder.resolve("training.safetensors");
        Interrupter interrupter = new Interrupter((last - 1) * BATCHES + 3);
        assertThrows(
                Interruption.class,
                () ->
                        trainer(network(), Adam.rate(0.3))
                                .epochs(100)
                                .checkpoint(file, 1)
                                .listener(interrupter)
                                .fit(points));
        NoisyRegression other = new NoisyRegression(INPUTS, 99);
        Started again = new Started(Adam.rate(0.3));
        History same = trainer(other, again).epochs(100).checkpoint(file, 1).resume().fit(points);
        assertEquals(Outcome.of(network, adam, history), Outcome.of(other, again, same));
    }

    @Test
    void differencesAreNamedAndNothingIsChanged() {
        Path file = folder.resolve("training.safetensors");
        trainer(network(), Adam.rate(0.3)).checkpoint(file, 5).fit(points(SAMPLES, 1));
        String another = "NoisyRegression: can't go on from " + file + ": ";
        NoisyRegression network = network();
        assertEquals(
                another + "its seed is 5, here it is 6; its batch size is 4, here it is 8",
                refusal(trainer(network, Adam.rate(0.3)).seed(6).batchSize(8), file, SAMPLES));
        assertEquals(
                another + "its samples is " + SAMPLES + ", here it is 30",
                refusal(trainer(network, Adam.rate(0.3)), file, 30));
        assertEquals(
                another + "its accumulated batches is 3, here it is 2",
                refusal(trainer(network, Adam.rate(0.3)).accumulate(2), file, SAMPLES));
        assertEquals(
                another + "its early stop rule is after 3, here it is after 4",
                refusal(trainer(network, Adam.rate(0.3)).stopEarly(4), file, SAMPLES));
        for (Optimizer other :
                Arrays.<Optimizer>asList(
                        Adam.rate(0.2),
                        AdamW.rate(0.3).weightDecay(0),
                        Adam.rate(0.3).schedule(Schedule.exponential(0.9)))) {
            String message = refusal(trainer(network, other), file, SAMPLES);
            assertTrue(message.startsWith(another + "its optimizer is Adam, betas="), message);
        }
        assertEquals(
                another + "it is in epoch 5, but only 2 are wanted",
                refusal(trainer(network, Adam.rate(0.3)).epochs(2), file, SAMPLES));
        for (Parameter parameter : network.parameters()) {
            int index = network.parameters().indexOf(parameter);
            float[] untouched = network().parameters().get(index).value().data;
            assertTrue(Arrays.equals(untouched, parameter.value().data), parameter.name());
        }
    }

    private static String refusal(Trainer trainer, Path file, int samples) {
        return assertThrows(
                        IllegalStateException.class,
                        () -> trainer.checkpoint(file, 5).resume().fit(points(samples, 1)))
                .getMessage();
    }

    @Test
    void anotherModelIsNamed() {
        Path file = folder.resolve("training.safetensors");
        SoftmaxRegression network = SoftmaxRegression.initialize(SHAPE, 2, 1);
        Dataset data = Dataset.ofFloats(SHAPE, new float[5 * INPUTS], new int[5], 2);
        Trainer.of(network).quiet().optimizer(Sgd.rate(1)).checkpoint(file, 1).fit(data);
        String message = refusal(trainer(network(), Sgd.rate(1)), file, SAMPLES);
        assertTrue(
                message.contains(
                        "its model is SoftmaxRegression, here it is NoisyRegression; its"
                                + " architecture is 5eed, here it is 0f0f"),
                message);
    }

    @Test
    void resumingNeedsAFileAndNothingIsLeftBesideIt() throws IOException {
        Trainer trainer = trainer(network(), Sgd.rate(0.1)).resume();
        assertEquals(
                "NoisyRegression: resuming needs the file of a checkpoint: checkpoint(...)",
                assertThrows(IllegalStateException.class, () -> trainer.fit(points(SAMPLES, 1)))
                        .getMessage());
        trainer.checkpoint(folder.resolve("training.safetensors"), 1).fit(points(SAMPLES, 1));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("training.safetensors", "training.safetensors.previous"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void outcomesTellDifferencesApart() {
        assertNotEquals(uninterrupted(Adam.rate(0.3)), uninterrupted(Adam.rate(0.300001)));
        assertFalse(uninterrupted(Sgd.rate(0.01).momentum(0.9)).facts().isEmpty());
    }
}
