package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Early stopping brings the best parameters back however a training ends. */
class BestParametersTest {

    /** The second input becomes NaN after so many calls for a sample. */
    private static Dataset spoiled(int after) {
        float[] inputs = new float[40];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (i * 7 % 11) / 11f;
        }
        Dataset clean =
                Dataset.ofValues(new NoisyRegression(2, 3).input(), inputs, 1, new float[20]);
        return new Dataset() {

            private int calls;

            @Override
            public int size() {
                return clean.size();
            }

            @Override
            public Shape shape() {
                return clean.shape();
            }

            @Override
            public int classes() {
                return 0;
            }

            @Override
            public int outputs() {
                return 1;
            }

            @Override
            public void input(int sample, float[] to, int offset) {
                clean.input(sample, to, offset);
                if (calls++ >= after) {
                    to[offset] = Float.NaN;
                }
            }

            @Override
            public void values(int sample, float[] to, int offset) {
                clean.values(sample, to, offset);
            }
        };
    }

    private static List<float[]> values(Network network) {
        List<float[]> values = new ArrayList<>();
        for (Parameter parameter : network.parameters()) {
            values.add(parameter.values().clone());
        }
        return values;
    }

    /** The parameters of each epoch, the last of which is interrupted, and those at the end. */
    private record End(List<List<float[]>> epochs, List<EpochResult> results, Network network) {

        void isThatOfTheLowestLoss() {
            int best = 0;
            for (int i = 0; i < results.size(); i++) {
                best =
                        results.get(i).validationLoss().getAsDouble()
                                        < results.get(best).validationLoss().getAsDouble()
                                ? i
                                : best;
            }
            List<float[]> last = epochs.get(results.size() - 1);
            for (int i = 0; i < last.size(); i++) {
                assertArrayEquals(epochs.get(best).get(i), network.parameters().get(i).values());
            }
        }
    }

    private static End train(Dataset data, int failing, Class<? extends Throwable> expected) {
        Network network = new NoisyRegression(2, 3);
        End end = new End(new ArrayList<>(), new ArrayList<>(), network);
        Trainer trainer =
                Trainer.of(network)
                        .quiet()
                        .optimizer(Sgd.rate(0.3))
                        .batchSize(4)
                        .epochs(9)
                        .validateOn(spoiled(Integer.MAX_VALUE))
                        .stopEarly(9)
                        .listener(
                                new TrainingListener() {
                                    @Override
                                    public void onEpoch(EpochResult result) {
                                        end.epochs.add(values(network));
                                        end.results.add(result);
                                    }

                                    @Override
                                    public void onBatch(Progress progress) {
                                        if (progress.epoch() == failing && progress.batch() == 3) {
                                            throw new IllegalStateException("enough");
                                        }
                                    }
                                });
        String message = assertThrows(expected, () -> trainer.fit(data)).getMessage();
        if (expected == NonFiniteLossException.class) {
            assertTrue(
                    message.endsWith(
                            "(epoch 5, batch 2); the network has the parameters of the lowest"
                                    + " validation loss"),
                    message);
        }
        return end;
    }

    @Test
    void afterALossThatIsNoNumber() {
        train(spoiled(4 * 20 + 6), 0, NonFiniteLossException.class).isThatOfTheLowestLoss();
    }

    @Test
    void afterAnExceptionOfAListener() {
        End end = train(spoiled(Integer.MAX_VALUE), 5, IllegalStateException.class);
        end.isThatOfTheLowestLoss();
        assertFalse(
                Arrays.equals(
                        values(new NoisyRegression(2, 3)).get(0),
                        end.network.parameters().get(0).values()));
    }

    @Test
    void beforeTheFirstValidationThereIsNothingToBringBack() {
        Network network = new NoisyRegression(2, 3);
        Trainer trainer =
                Trainer.of(network)
                        .quiet()
                        .optimizer(Sgd.rate(0.3))
                        .batchSize(4)
                        .validateOn(spoiled(Integer.MAX_VALUE))
                        .stopEarly(9);
        String message =
                assertThrows(NonFiniteLossException.class, () -> trainer.fit(spoiled(6)))
                        .getMessage();
        assertTrue(message.endsWith("(epoch 1, batch 2)"), message);
    }
}
