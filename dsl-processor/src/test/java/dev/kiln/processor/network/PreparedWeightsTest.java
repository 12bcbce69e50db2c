package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.sun.management.ThreadMXBean;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of weights before a batch, or for a predictor, is of the weights they should be. */
class PreparedWeightsTest {

    private static final String SOURCE =
            """
            @Model(input = @Input(height = 12, width = 10, channels = 3))
            class Wide {
                @Conv(filters = 32, kernel = 3, activation = RELU) Layer stem;
                @Conv(filters = 48, kernel = 3) @Regularize(batchNorm = true) Layer normed;
                @Conv(filters = 32, kernel = 3, activation = RELU) Layer conv;
                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                @Dense(units = 5, activation = SOFTMAX) Layer label;
            }
            """;

    private static final MemoryCompiler.Result COMPILED =
            MemoryCompiler.compile(Models.of(SOURCE), List.of("-Akiln.on=winograd"));

    private static final ClassLoader LOADER = COMPILED.loader();
    private static final int SIZE = 12 * 10 * 3;

    @Test
    void weightsOfTilesArePrepared() {
        assertThat(COMPILED.sources().get("nets.WidePredictor")).contains("conv_weightInTiles");
        assertThat(COMPILED.sources().get("nets.WideNetwork")).contains("turnedConv_weightInTiles");
    }

    @Test
    void aPredictorKeepsItsWeightsWhileTheNetworkLearns() throws ReflectiveOperationException {
        Network network = network();
        FMatrixRMaj images = images(9, 1);
        Classifier before = predictor(network);
        float[] expected = before.predict(images, null).data.clone();
        step(network, 2);
        assertThat(before.predict(images, null).data).isEqualTo(expected);
        Classifier after = predictor(network);
        assertThat(after.predict(images, null).data).isNotEqualTo(expected);
        close(network.predict(images, null).data, after.predict(images, null).data);
    }

    /** By steps, or by whoever changes a parameter. */
    @Test
    void aNetworkPredictsWithTheWeightsThatItHas() throws ReflectiveOperationException {
        Network network = network();
        FMatrixRMaj images = images(9, 1);
        float[] first = network.predict(images, null).data.clone();
        step(network, 2);
        float[] learned = network.predict(images, null).data.clone();
        assertThat(learned).isNotEqualTo(first);
        Parameter weight = parameter(network, "conv.weight");
        float[] kept = weight.value().data.clone();
        Arrays.fill(weight.value().data, 0f);
        assertThat(network.predict(images, null).data).isNotEqualTo(learned);
        System.arraycopy(kept, 0, weight.value().data, 0, kept.length);
        assertThat(network.predict(images, null).data).isEqualTo(learned);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void threadsTrainWithTheSameWeights(int threads) throws ReflectiveOperationException {
        Network alone = network();
        Network together = network();
        together.threads(threads);
        for (int i = 0; i < 5; i++) {
            step(alone, i);
            step(together, i);
        }
        for (Parameter parameter : alone.parameters()) {
            assertWithMessage(parameter.name())
                    .that(parameter(together, parameter.name()).value().data)
                    .isEqualTo(parameter.value().data);
        }
    }

    @Test
    void callersShareThePreparedWeights()
            throws ReflectiveOperationException, InterruptedException, ExecutionException {
        Classifier predictor = predictor(network());
        List<float[]> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            expected.add(predictor.predict(images(1 + i % 7, i), null).data);
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                FMatrixRMaj images = images(1 + i % 7, i);
                results.add(threads.submit(() -> predictor.predict(images, null).data));
            }
            for (int i = 0; i < expected.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void nothingIsAllocated() throws ReflectiveOperationException {
        Network network = network();
        Classifier predictor = predictor(network);
        FMatrixRMaj images = images(6, 1);
        Target target = Target.classes(labels(6, 1));
        FMatrixRMaj result = new FMatrixRMaj(6, 5);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30; i++) {
            long before = threads.getThreadAllocatedBytes(id);
            network.lossWithGradients(images, target);
            network.predict(images, result);
            predictor.predict(images, result);
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).isEqualTo(0);
    }

    private static void step(Network network, int seed) {
        network.lossWithGradients(images(13, seed), Target.classes(labels(13, seed)));
        network.update(Sgd.rate(0.1).start(network.parameters()));
    }

    private static void close(float[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isWithin(1e-4f).of(expected[i]);
        }
    }

    private static Parameter parameter(Network network, String name) {
        return network.parameters().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Network network() throws ReflectiveOperationException {
        return (Network)
                LOADER.loadClass("nets.WideNetwork")
                        .getMethod("initialize", long.class)
                        .invoke(null, 3L);
    }

    private static Classifier predictor(Network network) throws ReflectiveOperationException {
        return (Classifier)
                LOADER.loadClass("nets.WidePredictor")
                        .getMethod("of", network.getClass())
                        .invoke(null, network);
    }

    private static FMatrixRMaj images(int samples, long seed) {
        Random random = new Random(seed);
        FMatrixRMaj images = new FMatrixRMaj(samples, SIZE);
        for (int i = 0; i < samples * SIZE; i++) {
            images.data[i] = (float) random.nextGaussian();
        }
        return images;
    }

    private static int[] labels(int samples, long seed) {
        return new Random(seed).ints(samples, 0, 5).toArray();
    }
}
