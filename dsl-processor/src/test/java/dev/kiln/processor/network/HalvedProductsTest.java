package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Large products of the raw input, of which two threads compute a half each. */
@Tag("slow")
class HalvedProductsTest {

    private static final int INPUTS = 257;
    private static final int STEPS = 6;
    private static final int[] BATCHES = {1, 3, 16, 19, 38, 70};

    /** In the second an addition reads the raw input too, in the third another such product. */
    private static final Map<String, String> SOURCES =
            Models.of(
                    """
                            @Model(input = @Input(channels = 257))
                            class Perceptron {
                                @Dense(units = 130, activation = RELU) Layer hidden;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                            }
                            """,
                    """
                            @Model(input = @Input(channels = 257), inputGradient = true)
                            class Shortcut {
                                Block block;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                                @Residual(activation = TANH) static class Block {
                                    @Dense(units = 257, activation = ELU) Layer first;
                                    @Dense(units = 257) Layer second;
                                }
                            }
                            """,
                    """
                            @Model(input = @Input(channels = 257))
                            class Projection {
                                Block block;
                                @Dropout(rate = 0.3) Layer dropout;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                                @Residual(activation = RELU) static class Block {
                                    @Dense(units = 140, activation = RELU) Layer first;
                                    @Dense(units = 140) Layer second;
                                }
                            }
                            """);

    private static final ClassLoader CHUNKED = compiled("-Akiln.chunk=4");
    private static final ClassLoader WHOLE = compiled("-Akiln.off=chunks");
    private static final ClassLoader UNHALVED = compiled("-Akiln.off=halves");

    private static ClassLoader compiled(String option) {
        return MemoryCompiler.compile(SOURCES, List.of(option)).loader();
    }

    private static List<String> names() {
        return SOURCES.keySet().stream().map(n -> n.substring("nets.".length())).sorted().toList();
    }

    private static Network network(String name, ClassLoader loader, int threads) {
        Network network = Nets.network(loader, name);
        network.threads(threads);
        return network;
    }

    private static FMatrixRMaj input(int samples) {
        return Nets.input(samples, INPUTS);
    }

    private static Target target(int samples) {
        return Target.classes(Nets.labels(samples, 3));
    }

    /** What some steps with batches of all sizes give. */
    private static List<float[]> trained(Network network) {
        RunningOptimizer sgd = Sgd.rate(0.02).momentum(0.9).start(network.parameters());
        List<float[]> numbers = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int samples = BATCHES[step % BATCHES.length];
            FMatrixRMaj input = input(samples);
            double loss = network.lossWithGradients(input, target(samples));
            // Of other samples than those of the gradients.
            numbers.add(network.predict(input(samples + 1), null).data);
            network.lossWithGradients(input, target(samples));
            for (Parameter parameter : network.parameters()) {
                numbers.add(parameter.gradient().data.clone());
            }
            network.update(sgd);
            double evaluated = network.loss(input, target(samples));
            numbers.add(new float[] {(float) loss, (float) evaluated});
            numbers.add(network.predict(input, null).data);
        }
        return numbers;
    }

    private static void assertSame(String what, List<float[]> expected, List<float[]> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertWithMessage(what + ", " + i).that(actual.get(i)).isEqualTo(expected.get(i));
        }
    }

    @Test
    void threadsAndChunksChangeNoBit() {
        for (String name : names()) {
            List<float[]> expected = trained(network(name, WHOLE, 1));
            for (int threads : new int[] {1, 2, 3, 8}) {
                List<float[]> chunked = trained(network(name, CHUNKED, threads));
                assertSame(name + " with " + threads, expected, chunked);
            }
            assertSame(name, expected, trained(network(name, WHOLE, 2)));
        }
    }

    @Test
    void theSumsAreThoseOfTheWholeProduct() {
        for (String name : names()) {
            List<float[]> expected = trained(network(name, UNHALVED, 1));
            List<float[]> actual = trained(network(name, CHUNKED, 2));
            assertThat(actual.size()).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertWithMessage(name + ", " + i)
                        .that(actual.get(i))
                        .usingTolerance(1e-4)
                        .containsExactly(expected.get(i))
                        .inOrder();
            }
        }
    }

    @Test
    void thePredictorAgreesWithTheNetwork() {
        for (String name : names()) {
            Network network = network(name, CHUNKED, 2);
            trained(network);
            Predictor predictor = Nets.predictor(CHUNKED, name, network);
            for (int samples : BATCHES) {
                FMatrixRMaj input = input(samples);
                assertWithMessage(name)
                        .that(predictor.predict(input, null).data)
                        .isEqualTo(network.predict(input, null).data);
            }
        }
    }

    @Test
    void aStepOnTwoThreadsAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        for (String name : names()) {
            Network network = network(name, CHUNKED, 2);
            RunningOptimizer sgd = Sgd.rate(0.01).start(network.parameters());
            FMatrixRMaj input = input(38);
            Target target = target(38);
            long least = Long.MAX_VALUE;
            for (int step = 0; step < 10_000 && least > 0; step++) {
                long before = threads.getThreadAllocatedBytes(id);
                network.lossWithGradients(input, target);
                network.update(sgd);
                least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
            }
            assertWithMessage(name).that(least).isEqualTo(0);
        }
    }

    /** The chunks are gone through again one by one, from their own rows of the input. */
    @Test
    void theLayerThatIsNotFiniteIsFound() {
        for (String name : names()) {
            Network network = network(name, CHUNKED, 2);
            FMatrixRMaj input = input(38);
            input.set(30, 200, Float.NaN);
            NonFiniteLossException e =
                    assertThrows(
                            NonFiniteLossException.class,
                            () -> network.lossWithGradients(input, target(38)));
            assertThat(e).hasMessageThat().contains("input");
            double loss = network.lossWithGradients(input(38), target(38));
            assertThat(Double.isFinite(loss)).isTrue();
        }
    }

    @Test
    void generatedCodeHasTwoProductsForAHalfEach() {
        String source = source("Perceptron");
        assertThat(source).contains("denseFrom128At0Of257To130(");
        assertThat(source).contains("denseFrom129At128Of257To130NoBias(");
        assertThat(source).contains("if (first == 0 || halved)");
    }

    @Test
    void aThreadTakesAHalfOfEachProduct() {
        String source = source("Projection");
        String half = source.substring(source.indexOf("void half("));
        String first = half.substring(0, half.indexOf("} else {"));
        assertThat(first.split("At0Of257To140", -1)).hasLength(3);
        assertThat(first).doesNotContain("At128Of257");
        assertThat(source).contains("|| halved");
    }

    @Test
    void whereAnotherLayerReadsTheInputChunksHaveTheirRows() {
        String source = source("Shortcut");
        assertThat(source).contains("At0Of257To257");
        assertThat(source).contains("if (first == 0)");
        assertThat(source).doesNotContain("|| halved");
    }

    private static String source(String name) {
        return MemoryCompiler.compile(SOURCES, List.of()).sources().get("nets." + name + "Network");
    }
}
