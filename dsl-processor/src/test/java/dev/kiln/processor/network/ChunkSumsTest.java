package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients that are sums over pixels begin anew in each chunk of a batch. */
class ChunkSumsTest {

    private static final String ON = "-Akiln.on=winograd";
    private static final String OFF = "-Akiln.off=winograd";

    private static final int CHUNK = 4;
    private static final int CHUNKS = 4;
    private static final int INPUTS = 8 * 8 * 2;

    /** Convolutions of the definition, in tiles and of single pixels. */
    private static final String SOURCE =
            """
            @Model(input = @Input(height = 8, width = 8, channels = 2))
            class Summed {
                @Conv(filters = 32, kernel = 3, activation = RELU) Layer conv1;
                @Conv(filters = 32, kernel = 3, activation = RELU) Layer conv2;
                @Conv(filters = 6, kernel = 1, activation = RELU) Layer conv3;
                @Dense(units = 3, activation = SOFTMAX) Layer label;
            }
            """;

    private static ClassLoader compile(String... options) {
        return MemoryCompiler.compile(Models.of(SOURCE), List.of(options)).loader();
    }

    private static Network network(ClassLoader loader) {
        return Nets.network(loader, "Summed");
    }

    private static FMatrixRMaj input(int samples) {
        return Nets.input(samples, INPUTS);
    }

    private static int[] labels(int samples) {
        return Nets.labels(samples, 3);
    }

    /** By the name of the parameter. */
    private static Map<String, float[]> gradients(
            Network network, FMatrixRMaj input, int... labels) {
        network.lossWithGradients(input, Target.classes(labels));
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            gradients.put(parameter.name(), parameter.gradient().data.clone());
        }
        return gradients;
    }

    /** The size of the chunks must not follow from the threads. */
    @ParameterizedTest
    @ValueSource(strings = {ON, OFF})
    void anyNumberOfThreadsGivesTheSameBits(String winograd) {
        ClassLoader loader = compile(winograd);
        Map<String, float[]> expected = null;
        for (int threads : new int[] {1, 2, 3, 8}) {
            Network network = network(loader);
            network.threads(threads);
            Map<String, float[]> gradients = gradients(network, input(70), labels(70));
            expected = expected == null ? gradients : expected;
            for (String name : gradients.keySet()) {
                assertWithMessage(name + " with " + threads)
                        .that(gradients.get(name))
                        .isEqualTo(expected.get(name));
            }
        }
    }

    /** The loss of one chunk is divided by fewer samples: to the bit, by a power of two. */
    @ParameterizedTest
    @ValueSource(strings = {ON, OFF})
    void theyAreTheSumsOfThoseOfTheChunks(String winograd) {
        ClassLoader loader = compile(winograd, "-Akiln.chunk=" + CHUNK);
        FMatrixRMaj batch = input(CHUNKS * CHUNK);
        int[] labels = labels(CHUNKS * CHUNK);
        Map<String, float[]> actual = gradients(network(loader), batch, labels);
        Map<String, float[]> sums = new LinkedHashMap<>();
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            FMatrixRMaj samples = new FMatrixRMaj(CHUNK, INPUTS);
            int begin = chunk * CHUNK;
            System.arraycopy(batch.data, begin * INPUTS, samples.data, 0, CHUNK * INPUTS);
            int[] own = Arrays.copyOfRange(labels, begin, begin + CHUNK);
            gradients(network(loader), samples, own)
                    .forEach((name, gradient) -> add(gradient, sums, name));
        }
        for (String name : actual.keySet()) {
            if (name.startsWith("conv")) {
                assertWithMessage(name).that(actual.get(name)).isEqualTo(sums.get(name));
            }
        }
    }

    private static void add(float[] gradient, Map<String, float[]> sums, String name) {
        float[] sum = sums.computeIfAbsent(name, n -> new float[gradient.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += gradient[i] / CHUNKS;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ON, OFF})
    void thoseOfDenseLayersAreOneChain(String winograd) {
        FMatrixRMaj batch = input(38);
        int[] labels = labels(38);
        Network chunked = network(compile(winograd, "-Akiln.chunk=" + CHUNK));
        Network whole = network(compile(winograd, "-Akiln.off=chunks"));
        Map<String, float[]> ofChunks = gradients(chunked, batch, labels);
        Map<String, float[]> ofBatch = gradients(whole, batch, labels);
        for (String name : ofBatch.keySet()) {
            if (name.startsWith("conv")) {
                assertWithMessage(name).that(ofChunks.get(name)).isNotEqualTo(ofBatch.get(name));
            } else {
                assertWithMessage(name).that(ofChunks.get(name)).isEqualTo(ofBatch.get(name));
            }
        }
    }
}
