package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;

import dev.kiln.Activation;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.runtime.Classifier;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PredictionTest {

    private static final int SAMPLES = 7;

    @TempDir Path folder;

    @Test
    void networkAndPredictorAgreeToTheBit() throws ReflectiveOperationException {
        Network network = LeNet.network(1);
        FMatrixRMaj images = LeNet.images(SAMPLES, 1);
        float[] expected = network.predict(images, null).data;
        assertThat(LeNet.predictor(network).predict(images, null).data).isEqualTo(expected);
    }

    /** Whatever fusion does to each of them: a predictor reads what its network wrote. */
    @ParameterizedTest
    @EnumSource(value = Activation.class)
    void thePredictorReadsTheFileOfTheNetwork(Activation activation)
            throws ReflectiveOperationException, IOException {
        String source =
                LeNet.SOURCE
                        .replace(
                                "activation = RELU",
                                "slope = 0, alpha = 0, activation = " + activation)
                        .replace(
                                "slope = 0, ",
                                activation == Activation.LEAKY_RELU ? "slope = 0, " : "")
                        .replace("alpha = 0, ", activation == Activation.ELU ? "alpha = 0, " : "")
                        .replace(
                                "class LeNet",
                                "@SuppressWarnings(\"KILN-SOFTMAX-INSIDE\") class LeNet");
        ClassLoader loader = MemoryCompiler.compile(Map.of("demo.LeNet", source)).loader();
        Network network =
                (Network)
                        loader.loadClass("demo.LeNetNetwork")
                                .getMethod("initialize", long.class)
                                .invoke(null, 1L);
        Path file = folder.resolve("lenet.safetensors");
        network.save(file);
        Classifier predictor =
                (Classifier)
                        loader.loadClass("demo.LeNetPredictor")
                                .getMethod("load", Path.class)
                                .invoke(null, file);
        FMatrixRMaj images = LeNet.images(SAMPLES, 1);
        assertThat(predictor.predict(images, null).data)
                .isEqualTo(network.predict(images, null).data);
    }

    @Test
    void aSampleDoesNotDependOnItsBatch() throws ReflectiveOperationException {
        Classifier predictor = LeNet.predictor(LeNet.network(2));
        FMatrixRMaj images = LeNet.images(SAMPLES, 1);
        float[] together = predictor.predict(images, null).data;
        for (int i = 0; i < SAMPLES; i++) {
            float[] alone =
                    predictor.predict(Arrays.copyOfRange(images.data, i * 784, (i + 1) * 784));
            assertThat(alone).isEqualTo(Arrays.copyOfRange(together, i * 10, (i + 1) * 10));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anyNumberOfThreadsGivesTheSameBits(int count) throws ReflectiveOperationException {
        Network network = LeNet.network(7);
        Classifier predictor = LeNet.predictor(network);
        predictor.threads(count);
        for (int samples : new int[] {1, 8, 33, 100, 64}) {
            FMatrixRMaj images = LeNet.images(samples, samples);
            assertThat(predictor.predict(images, null).data)
                    .isEqualTo(network.predict(images, null).data);
        }
    }

    @Test
    void trainingLeavesNothingBehindInTheBuffers() throws ReflectiveOperationException {
        Network network = LeNet.network(3);
        FMatrixRMaj images = LeNet.images(SAMPLES, 1);
        float[] before = network.predict(images, null).data.clone();
        network.lossWithGradients(LeNet.images(5, 9), Target.classes(LeNet.labels(5, 9)));
        assertThat(network.predict(images, null).data).isEqualTo(before);
    }

    @Test
    void theResultIsReshapedAndReturned() throws ReflectiveOperationException {
        Network network = LeNet.network(4);
        FMatrixRMaj result = new FMatrixRMaj(1, 1);
        assertThat(network.predict(LeNet.images(3, 1), result)).isSameInstanceAs(result);
        assertThat(result.numRows).isEqualTo(3);
        assertThat(result.numCols).isEqualTo(10);
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int c = 0; c < 10; c++) {
                sum += result.get(row, c);
            }
            assertThat(sum).isWithin(1e-5).of(1);
        }
    }

    @Test
    void anAppGetsAName() throws ReflectiveOperationException {
        Classifier predictor = LeNet.predictor(LeNet.network(5));
        float[] pixels = LeNet.images(1, 3).data;
        assertThat(predictor.label(pixels)).isEqualTo(Integer.toString(predictor.classify(pixels)));
    }

    /** Each call has other images and another batch, so that threads which meet are noticed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void threadsShareAPredictor(int helped)
            throws ReflectiveOperationException, InterruptedException, ExecutionException {
        Network network = LeNet.network(6);
        Classifier predictor = LeNet.predictor(network);
        predictor.threads(helped);
        int[] sizes = {1, 20, 2, 70, 7};
        List<float[]> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            expected.add(network.predict(LeNet.images(sizes[i % sizes.length], i), null).data);
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                FMatrixRMaj images = LeNet.images(sizes[i % sizes.length], i);
                results.add(threads.submit(() -> predictor.predict(images, null).data));
            }
            for (int i = 0; i < expected.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo(expected.get(i));
            }
        } finally {
            threads.shutdown();
        }
    }
}
