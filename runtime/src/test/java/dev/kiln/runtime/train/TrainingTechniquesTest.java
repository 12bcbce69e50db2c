package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Shape;
import dev.kiln.runtime.SoftmaxRegression;
import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTechniquesTest {

    private static float[] weights(SoftmaxRegression network) {
        return network.parameters().get(0).value().data.clone();
    }

    @Test
    void fourBatchesTogetherAreOneLargeBatch() {
        SoftmaxRegression small = Clouds.network();
        Trainer.of(small)
                .quiet()
                .optimizer(Sgd.rate(0.1))
                .batchSize(8)
                .accumulate(4)
                .epochs(2)
                .fit(Clouds.of(64, 1));
        SoftmaxRegression large = Clouds.network();
        Trainer.of(large)
                .quiet()
                .optimizer(Sgd.rate(0.1))
                .batchSize(32)
                .epochs(2)
                .fit(Clouds.of(64, 1));
        assertArrayEquals(weights(large), weights(small), 1e-6f);
        SoftmaxRegression apart = Clouds.network();
        Trainer.of(apart)
                .quiet()
                .optimizer(Sgd.rate(0.1))
                .batchSize(8)
                .epochs(2)
                .fit(Clouds.of(64, 1));
        assertTrue(Math.abs(weights(apart)[0] - weights(large)[0]) > 1e-3);
    }

    @Test
    void theLastGroupOfAnEpochMayBeSmaller() {
        SoftmaxRegression three = Clouds.network();
        Trainer.of(three)
                .quiet()
                .optimizer(Sgd.rate(0.1))
                .batchSize(8)
                .accumulate(4)
                .fit(Clouds.of(24, 1));
        SoftmaxRegression one = Clouds.network();
        Trainer.of(one).quiet().optimizer(Sgd.rate(0.1)).batchSize(24).fit(Clouds.of(24, 1));
        assertArrayEquals(weights(one), weights(three), 1e-6f);
    }

    @Test
    void thePlateauLowersTheRate() {
        Plateau plateau = new Plateau(0.1, 2);
        double[] losses = {3, 2, 2, 2.5, 1, 1.5, 1.2, 1.1};
        double[] factors = {1, 1, 1, 0.1, 1, 1, 0.1, 1};
        for (int i = 0; i < losses.length; i++) {
            assertEquals(factors[i], plateau.observe(losses[i]), "epoch " + i);
        }
    }

    @Test
    void earlyStoppingBringsTheBestParametersBack() {
        SoftmaxRegression network = Clouds.network();
        List<float[]> ends = new ArrayList<>();
        History history =
                Trainer.of(network)
                        .quiet()
                        .optimizer(Sgd.rate(3))
                        .batchSize(4)
                        .epochs(50)
                        .validateOn(Clouds.of(60, 2))
                        .stopEarly(3)
                        .listener(
                                new TrainingListener() {
                                    @Override
                                    public void onEpoch(EpochResult result) {
                                        ends.add(weights(network));
                                    }
                                })
                        .fit(Clouds.of(60, 1));
        assertTrue(history.epochs().size() < 50);
        int best = 0;
        for (EpochResult e : history.epochs()) {
            if (e.validationLoss().getAsDouble()
                    < history.epochs().get(best).validationLoss().getAsDouble()) {
                best = e.epoch() - 1;
            }
        }
        assertEquals(history.epochs().size(), best + 1 + 3);
        assertArrayEquals(ends.get(best), weights(network));
        assertFalse(Arrays.equals(ends.get(ends.size() - 1), weights(network)));
    }

    @Test
    void whatNeedsValidationDataSaysSo() {
        IllegalStateException e =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                Trainer.of(Clouds.network())
                                        .quiet()
                                        .optimizer(Sgd.rate(0.1))
                                        .stopEarly(3)
                                        .fit(Clouds.of(9, 1)));
        assertTrue(e.getMessage().startsWith("SoftmaxRegression: early stopping"));
    }

    @Test
    void prefetchingChangesNoBits() {
        SoftmaxRegression here = Clouds.network();
        SoftmaxRegression ahead = Clouds.network();
        for (SoftmaxRegression network : List.of(here, ahead)) {
            Trainer trainer =
                    Trainer.of(network)
                            .quiet()
                            .optimizer(Adam.rate(0.1))
                            .batchSize(7)
                            .epochs(3)
                            .augment(Augmentation.none().flip());
            (network == ahead ? trainer.prefetch() : trainer).fit(Clouds.of(100, 1));
        }
        assertArrayEquals(weights(here), weights(ahead));
    }

    @Test
    void prefetchingLeavesNoThreadAndHandsErrorsOn() throws InterruptedException {
        Dataset good = Clouds.of(20, 1);
        Dataset bad =
                new Dataset() {
                    @Override
                    public int size() {
                        return good.size();
                    }

                    @Override
                    public Shape shape() {
                        return good.shape();
                    }

                    @Override
                    public int classes() {
                        return good.classes();
                    }

                    @Override
                    public void input(int index, float[] into, int offset) {
                        if (index == 13) {
                            throw new IllegalArgumentException("sample 13 is damaged");
                        }
                        good.input(index, into, offset);
                    }

                    @Override
                    public int label(int index) {
                        return good.label(index);
                    }
                };
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Trainer.of(Clouds.network())
                                        .quiet()
                                        .optimizer(Sgd.rate(0.1))
                                        .batchSize(2)
                                        .prefetch()
                                        .fit(bad));
        assertEquals("sample 13 is damaged", e.getMessage());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("kiln-prefetch")) {
                thread.join(5_000);
                assertFalse(thread.isAlive());
            }
        }
    }
}
