package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final Shape SHAPE = Clouds.SHAPE;
    private static final int CLASSES = Clouds.CLASSES;

    private static Dataset clouds(int size, long seed) {
        return Clouds.of(size, seed);
    }

    private static SoftmaxRegression network() {
        return Clouds.network();
    }

    private static float[] trained(long seed) {
        SoftmaxRegression network = network();
        Trainer.of(network)
                .quiet()
                .optimizer(Adam.rate(0.05))
                .batchSize(16)
                .epochs(3)
                .seed(seed)
                .fit(clouds(100, 1));
        return network.parameters().get(0).value().data;
    }

    @Test
    void learns() {
        SoftmaxRegression network = network();
        History history =
                Trainer.of(network)
                        .quiet()
                        .optimizer(Sgd.rate(0.1).momentum(0.9))
                        .batchSize(32)
                        .epochs(5)
                        .validateOn(clouds(200, 2))
                        .fit(clouds(500, 1));
        assertEquals(5, history.epochs().size());
        assertTrue(history.last().loss() < history.epochs().get(0).loss());
        assertTrue(history.last().validationAccuracy().getAsDouble() > 0.97, history.toString());
        assertTrue(history.last().validationLoss().getAsDouble() < 0.2, history.toString());
        assertTrue(history.last().imagesPerSecond() > 0);
        Evaluation evaluation = Evaluation.of(network, clouds(200, 2));
        assertEquals(history.last().validationAccuracy(), evaluation.accuracy());
        assertEquals(history.last().validationLoss(), evaluation.loss());
        assertEquals(200, evaluation.confusion().total());
    }

    @Test
    void withoutOptimizerItIsAdamEachTimeAnew() {
        SoftmaxRegression usual = network();
        Trainer trainer = Trainer.of(usual).quiet();
        trainer.fit(clouds(100, 1));
        trainer.fit(clouds(100, 1));
        SoftmaxRegression chosen = network();
        Trainer.of(chosen).quiet().optimizer(Adam.rate(1e-3)).fit(clouds(100, 1));
        Trainer.of(chosen).quiet().optimizer(Adam.rate(1e-3)).fit(clouds(100, 1));
        assertArrayEquals(chosen.parameters().get(0).values(), usual.parameters().get(0).values());
    }

    @Test
    void sameSeedSameBits() {
        assertArrayEquals(trained(3), trained(3));
        assertFalse(Arrays.equals(trained(3), trained(4)));
    }

    /** Counts what the listener sees; the last batch has the 4 samples that are left over. */
    @Test
    void everySampleIsTrainedOnceAnEpoch() {
        List<String> seen = new ArrayList<>();
        int[] uses = new int[100];
        Dataset clouds = clouds(100, 1);
        Dataset counting =
                new Dataset() {
                    @Override
                    public int size() {
                        return clouds.size();
                    }

                    @Override
                    public Shape shape() {
                        return clouds.shape();
                    }

                    @Override
                    public int classes() {
                        return clouds.classes();
                    }

                    @Override
                    public void input(int index, float[] into, int offset) {
                        uses[index]++;
                        clouds.input(index, into, offset);
                    }

                    @Override
                    public int label(int index) {
                        return clouds.label(index);
                    }
                };
        Trainer.of(network())
                .quiet()
                .optimizer(Sgd.rate(0.1))
                .batchSize(32)
                .epochs(2)
                .listener(
                        new TrainingListener() {
                            @Override
                            public void onBatch(Progress p) {
                                seen.add(p.epoch() + ":" + p.batch() + ":" + p.samples());
                                assertEquals(4, p.batches());
                            }

                            @Override
                            public void onEpoch(EpochResult result) {
                                seen.add("epoch " + result.epoch());
                            }
                        })
                .fit(counting);
        assertEquals(
                List.of(
                        "1:1:32", "1:2:64", "1:3:96", "1:4:100", "epoch 1", "2:1:32", "2:2:64",
                        "2:3:96", "2:4:100", "epoch 2"),
                seen);
        for (int count : uses) {
            assertEquals(2, count);
        }
    }

    @Test
    void meanLossWeighsTheShortBatchBySize() {
        Progress progress = new Progress(1, 2);
        progress.start(1);
        progress.finishBatch(3, 1, 3);
        progress.finishBatch(1, 5, 1);
        assertEquals(2, progress.meanLoss());
        assertEquals(5, progress.loss());
    }

    private static String refusal(Dataset dataset) {
        Trainer trainer = Trainer.of(network()).quiet().optimizer(Sgd.rate(0.1));
        return assertThrows(IllegalArgumentException.class, () -> trainer.fit(dataset))
                .getMessage();
    }

    @Test
    void unsuitableDataAreNamed() {
        assertEquals(
                "SoftmaxRegression: the samples of the data set are 2x1x1, expected 1x2x1",
                refusal(Dataset.ofFloats(new Shape(2, 1, 1), new float[2], new int[1], 3)));
        assertEquals(
                "SoftmaxRegression: the data set has 4 classes, but the network has 3 outputs",
                refusal(Dataset.ofFloats(SHAPE, new float[2], new int[1], 4)));
        assertEquals(
                "SoftmaxRegression: the data set has 2 values per sample, but the network has 3"
                        + " outputs",
                refusal(Dataset.ofValues(SHAPE, new float[2], 2, new float[2])));
        assertEquals(
                "SoftmaxRegression: the data set has no samples",
                refusal(clouds(3, 1).subset(1, 1)));
        assertEquals(
                "SoftmaxRegression: the loss compares with class indices, but the target holds"
                        + " values",
                refusal(Dataset.ofValues(SHAPE, new float[2], 3, new float[3])));
    }

    @Test
    void vectorsAreNotAugmented() {
        Shape vector = Shape.vector(2);
        Dataset data = Dataset.ofFloats(vector, new float[2], new int[1], CLASSES);
        Trainer trainer =
                Trainer.of(SoftmaxRegression.initialize(vector, CLASSES, 1))
                        .quiet()
                        .augment(Augmentation.none().shift(2));
        assertEquals(
                "SoftmaxRegression: augmentation changes images, but the samples are "
                        + vector
                        + ", vectors",
                assertThrows(IllegalArgumentException.class, () -> trainer.fit(data)).getMessage());
    }

    @Test
    void settingsAreChecked() {
        Trainer trainer = Trainer.of(network()).quiet();
        assertThrows(NullPointerException.class, () -> trainer.optimizer(null));
        assertEquals(
                "there are no data to train on: fit(null)",
                assertThrows(NullPointerException.class, () -> trainer.fit(null)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> trainer.batchSize(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.epochs(0));
    }

    @Test
    void nonFiniteLossNamesEpochAndBatchAndLeavesParameters() {
        float[] inputs = new float[2 * 40];
        inputs[17] = Float.NaN;
        Dataset dataset = Dataset.ofFloats(SHAPE, inputs, new int[40], CLASSES);
        SoftmaxRegression network = network();
        Trainer trainer = Trainer.of(network).quiet().optimizer(Sgd.rate(0.1)).batchSize(40);
        NonFiniteLossException thrown =
                assertThrows(NonFiniteLossException.class, () -> trainer.fit(dataset));
        assertTrue(
                thrown.getMessage().endsWith("in layer label (epoch 1, batch 1)"),
                thrown.getMessage());
        assertArrayEquals(
                network().parameters().get(0).value().data,
                network.parameters().get(0).value().data);
    }

    @Test
    void threadsAreOfTheTrainingAlone() {
        SoftmaxRegression network = network();
        network.threads(3);
        List<Integer> seen = new ArrayList<>();
        TrainingListener listener =
                new TrainingListener() {
                    @Override
                    public void onEpoch(EpochResult result) {
                        seen.add(network.threads().count());
                    }
                };
        Trainer.of(network).quiet().listener(listener).threads(2).epochs(1).fit(clouds(10, 1));
        Trainer.of(network).quiet().listener(listener).epochs(1).fit(clouds(10, 1));
        assertEquals(List.of(2, 3), seen);
        assertEquals(3, network.threads().count());
    }
}
