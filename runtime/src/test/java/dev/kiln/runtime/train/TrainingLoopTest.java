package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Accumulation, steps, plateau, early stop: a network by hand whose losses the test dictates. */
class TrainingLoopTest {

    private static final Shape SHAPE = Shape.vector(1);

    /**
     * The gradient of a batch is the sum of its inputs; the training loss is the first input. Each
     * validation has the next of the losses that are wanted, and the value becomes its number.
     */
    private static final class Scripted extends Network {

        private final Parameter value = Parameter.bias("value", 1);
        private final List<String> steps = new ArrayList<>();
        private final double[] losses;
        private int validations;

        Scripted(double... losses) {
            super("Scripted", SHAPE, SHAPE, List.of(), "00");
            this.losses = losses;
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(value);
        }

        @Override
        public FMatrixRMaj predict(FMatrixRMaj input, FMatrixRMaj output) {
            throw new IllegalStateException("values are never predicted");
        }

        @Override
        public double loss(FMatrixRMaj input, Target target) {
            value.value().data[0] = validations + 1;
            return losses[validations++];
        }

        @Override
        public double lossWithGradients(FMatrixRMaj input, Target target) {
            steps.add(seed() + ":" + step());
            clearGradients();
            for (int i = 0; i < input.numRows; i++) {
                value.gradient().data[0] += input.data[i];
            }
            countStep();
            return input.data[0];
        }

        @Override
        public String summary() {
            return "value";
        }
    }

    private static Dataset ones(int size) {
        float[] inputs = new float[size];
        Arrays.fill(inputs, 1f);
        return Dataset.ofValues(SHAPE, inputs, 1, new float[size]);
    }

    private static Trainer validated(Scripted network, Optimizer optimizer) {
        return Trainer.of(network).quiet().optimizer(optimizer).validateOn(ones(1)).epochs(20);
    }

    private static float[] summed(Recorder recorder) {
        float[] sums = new float[recorder.gradients.size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = recorder.gradients.get(i)[0];
        }
        return sums;
    }

    /** 11 samples in batches of 2 are 6 batches; in groups of 4 they are 4 and 2, the last of 1. */
    @Test
    void gradientsOfAGroupAreAddedAndTheLastGroupIsSmaller() {
        Recorder recorder = new Recorder();
        Trainer.of(new Scripted())
                .quiet()
                .optimizer(recorder)
                .batchSize(2)
                .accumulate(4)
                .epochs(2)
                .fit(ones(11));
        assertEquals(List.of(2.0 / 8, 2.0 / 3, 2.0 / 8, 2.0 / 3), recorder.scales);
        assertArrayEquals(new float[] {8, 3, 8, 3}, summed(recorder));
    }

    @Test
    void withoutAccumulationEveryBatchIsAnUpdate() {
        Recorder recorder = new Recorder();
        Trainer.of(new Scripted()).quiet().optimizer(recorder).batchSize(2).fit(ones(5));
        assertEquals(List.of(1.0, 1.0, 1.0), recorder.scales);
        assertArrayEquals(new float[] {2, 2, 1}, summed(recorder));
    }

    @Test
    void stepsAreNamedBySeedAndCount() {
        Scripted network = new Scripted();
        FMatrixRMaj one = new FMatrixRMaj(1, 1);
        network.lossWithGradients(one, Target.values(one), TrainingStep.of(99, 99));
        assertEquals(List.of("99:99"), network.steps);
        network.steps.clear();
        Trainer.of(network)
                .quiet()
                .optimizer(new Recorder())
                .batchSize(2)
                .accumulate(2)
                .epochs(2)
                .seed(7)
                .fit(ones(5));
        assertEquals(List.of("7:0", "7:1", "7:2", "7:3", "7:4", "7:5"), network.steps);
    }

    /** Interrupted in the middle of a group. */
    @Test
    void accumulationEndsWithTheTraining() {
        Scripted network = new Scripted();
        TrainingListener interrupter =
                new TrainingListener() {
                    @Override
                    public void onBatch(Progress progress) {
                        if (progress.batch() == 2) {
                            throw new IllegalStateException("enough");
                        }
                    }
                };
        Trainer trainer =
                Trainer.of(network)
                        .quiet()
                        .optimizer(new Recorder())
                        .batchSize(1)
                        .accumulate(5)
                        .listener(interrupter);
        assertThrows(IllegalStateException.class, () -> trainer.fit(ones(5)));
        assertEquals(2f, network.value.gradient().data[0]);
        network.lossWithGradients(new FMatrixRMaj(1, 1), Target.values(new FMatrixRMaj(1, 1)));
        assertEquals(0f, network.value.gradient().data[0]);
    }

    /** Waiting starts anew after a reduction; equal losses and NaN are no improvement. */
    @Test
    void plateauReducesTheRate() {
        double[] losses = {5, 4, 4, 5, 3.9, Double.NaN, 4, 4, 4, 4};
        double[] factors = {1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001};
        Recorder recorder = new Recorder();
        List<Double> seen = new ArrayList<>();
        validated(new Scripted(losses), recorder)
                .epochs(losses.length)
                .reduceOnPlateau(0.1, 2)
                .listener(
                        new TrainingListener() {
                            @Override
                            public void onEpoch(EpochResult result) {
                                seen.add(recorder.rateFactor);
                            }
                        })
                .fit(ones(1));
        for (int i = 0; i < factors.length; i++) {
            assertEquals(factors[i], seen.get(i), 1e-15, "epoch " + (i + 1));
        }
    }

    @Test
    void earlyStopEndsAndRestoresTheBest() {
        Scripted network = new Scripted(5, 4, 4.5, 3, 3, 3.5, 9, 1);
        History history = validated(network, new Recorder()).stopEarly(3).fit(ones(1));
        assertEquals(7, history.epochs().size());
        assertEquals(4, network.value.value().data[0]);
        assertEquals(9, history.last().validationLoss().getAsDouble());
    }

    @Test
    void theBestIsRestoredAfterTheLastEpochToo() {
        Scripted network = new Scripted(5, 2, 4);
        validated(network, new Recorder()).epochs(3).stopEarly(3).fit(ones(1));
        assertEquals(2, network.value.value().data[0]);
    }

    @Test
    void withoutANumberNothingIsRestored() {
        Scripted network = new Scripted(Double.NaN, Double.NaN, 1);
        History history = validated(network, new Recorder()).stopEarly(2).fit(ones(1));
        assertEquals(2, history.epochs().size());
        assertEquals(2, network.value.value().data[0]);
    }

    @Test
    void impossibleSettingsAreRefused() {
        Trainer trainer = Trainer.of(new Scripted()).quiet();
        assertThrows(IllegalArgumentException.class, () -> trainer.accumulate(0));
        assertThrows(IllegalArgumentException.class, () -> trainer.reduceOnPlateau(1, 1));
        assertThrows(IllegalArgumentException.class, () -> trainer.reduceOnPlateau(0, 1));
        assertThrows(IllegalArgumentException.class, () -> trainer.reduceOnPlateau(0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> trainer.stopEarly(0));
    }

    /** The first sample of each batch is its loss. */
    private static List<Double> order(long seed) {
        float[] inputs = {0, 1, 2, 3, 4, 5, 6, 7};
        Dataset dataset = Dataset.ofValues(SHAPE, inputs, 1, new float[8]);
        List<Double> order = new ArrayList<>();
        Trainer.of(new Scripted())
                .quiet()
                .optimizer(new Recorder())
                .batchSize(1)
                .epochs(2)
                .seed(seed)
                .listener(
                        new TrainingListener() {
                            @Override
                            public void onBatch(Progress progress) {
                                order.add(progress.loss());
                            }
                        })
                .fit(dataset);
        return order;
    }

    @Test
    void orderDependsOnSeedAndEpoch() {
        List<Double> order = order(1);
        assertEquals(order, order(1));
        assertNotEquals(order, order(2));
        assertNotEquals(order.subList(0, 8), order.subList(8, 16));
        assertEquals(
                order.subList(0, 8).stream().sorted().toList(),
                order.subList(8, 16).stream().sorted().toList());
    }
}
