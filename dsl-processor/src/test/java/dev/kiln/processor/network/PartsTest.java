package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.TrainingStep;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.RunningOptimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Weight gradients whose rows several threads share have the bits of one thread. */
class PartsTest {

    private static final int INPUTS = 400;
    private static final int SAMPLES = 203;
    private static final int STEPS = 12;

    private static final Map<String, String> SOURCES =
            Models.of(
                    """
                            @Model(input = @Input(channels = 400))
                            class Perceptron {
                                @Dense(units = 100, activation = RELU) Layer hidden1;
                                @Dense(units = 5, activation = SOFTMAX) Layer label;
                            }
                            """,
                    """
                            @Model(input = @Input(height = 10, width = 10, channels = 4))
                            class Convolutional {
                                @Conv(filters = 9, kernel = 3, activation = RELU) Layer conv;
                                @Pool(size = 2) Layer pool;
                                @Dense(units = 150, activation = RELU) Layer hidden1;
                                @Dense(units = 120, activation = RELU) Layer hidden2;
                                @Dense(units = 5, activation = SOFTMAX) Layer label;
                            }
                            """,
                    """
                            @Model(input = @Input(height = 10, width = 10, channels = 4))
                            class Normalized {
                                @Conv(filters = 9, kernel = 3, activation = RELU)
                                @Regularize(batchNorm = true) Layer conv;
                                @Pool(size = 2) Layer pool;
                                @Dense(units = 150, activation = RELU)
                                @Regularize(batchNorm = true, dropout = 0.3) Layer hidden;
                                @Dense(units = 5, activation = SOFTMAX) Layer label;
                            }
                            """);

    private static final ClassLoader PARTS = MemoryCompiler.compile(SOURCES, List.of()).loader();

    private static Network network(String name, int threads) {
        Network network = Nets.network(PARTS, name);
        network.threads(threads);
        return network;
    }

    private static FMatrixRMaj input(int samples) {
        return Nets.input(samples, INPUTS);
    }

    private static Target target(int samples) {
        return Target.classes(Nets.labels(samples, 5));
    }

    private static List<float[]> gradients(Network network) {
        return network.parameters().stream().map(p -> p.gradient().data.clone()).toList();
    }

    private static List<float[]> trained(Network network) {
        RunningOptimizer optimizer = Adam.rate(1e-3).start(network.parameters());
        for (int step = 0; step < STEPS; step++) {
            int samples = SAMPLES - 13 * step;
            network.lossWithGradients(input(samples), target(samples));
            network.update(optimizer);
        }
        return network.parameters().stream().map(p -> p.values()).toList();
    }

    private static void assertSame(Network network, List<float[]> expected, List<float[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            float[] numbers = expected.get(i);
            String name = network.model() + " " + network.parameters().get(i).name();
            assertWithMessage(name).that(Arrays.equals(numbers, actual.get(i))).isTrue();
        }
    }

    @Test
    void anyNumberOfThreadsTrainsToTheSameBits() {
        for (String source : SOURCES.keySet()) {
            String name = source.substring("nets.".length());
            List<float[]> expected = trained(network(name, 1));
            assertThat(expected.get(0)[0]).isFinite();
            for (int threads : new int[] {2, 3, 8}) {
                Network network = network(name, threads);
                assertSame(network, expected, trained(network));
            }
        }
    }

    /** The gradient of a sum of losses, in one step and in two. */
    @Test
    void whatIsClearedInPartsIsNotClearedWhereGradientsAddUp() {
        for (int threads : new int[] {1, 3}) {
            Network network = network("Perceptron", threads);
            network.lossWithGradients(input(SAMPLES), target(SAMPLES));
            List<float[]> once = gradients(network);
            network.lossWithGradients(input(SAMPLES), target(SAMPLES));
            assertSame(network, once, gradients(network));
            TrainingStep adding = TrainingStep.of(1, 2).accumulating();
            network.lossWithGradients(input(SAMPLES), target(SAMPLES), adding);
            float[] twice = network.parameters().get(0).gradient().data;
            for (int i = 0; i < twice.length; i++) {
                assertThat(twice[i]).isWithin(1e-5f).of(2 * once.get(0)[i]);
            }
        }
    }
}
