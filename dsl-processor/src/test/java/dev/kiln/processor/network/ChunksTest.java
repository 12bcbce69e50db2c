package dev.kiln.processor.network;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import dev.kiln.processor.MemoryCompiler;
import dev.kiln.processor.Models;
import dev.kiln.runtime.Network;
import dev.kiln.runtime.NonFiniteLossException;
import dev.kiln.runtime.Predictor;
import dev.kiln.runtime.Target;
import dev.kiln.runtime.train.Adam;
import dev.kiln.runtime.train.RunningOptimizer;
import dev.kiln.runtime.train.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads change no bit, and chunks none of networks without pixels. */
@Tag("slow")
class ChunksTest {

    private static final int CHUNK = 4;
    private static final int STEPS = 20;
    private static final int[] BATCHES = {1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK + 3, 38};

    private static final Map<String, String> SOURCES =
            Models.of(
                    """
                            @Model(
                                    input = @Input(height = 8, width = 8, channels = 2),
                                    classWeights = {1, 0.5, 3},
                                    inputGradient = true)
                            class Plain {
                                @Conv(filters = 5, kernel = 3, activation = RELU) Layer conv1;
                                @Pool(size = 2) Layer pool;
                                @Conv(filters = 6, kernel = 3, activation = ELU) Layer conv2;
                                @Dropout(rate = 0.3) Layer dropout;
                                @Dense(units = 7, activation = RELU) @Regularize(dropout = 0.5) Layer hidden;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                            }
                            """,
                    """
                            @Model(input = @Input(channels = 128), loss = Loss.MEAN_SQUARED_ERROR)
                            class Squares {
                                @Dense(units = 9, activation = TANH) Layer hidden;
                                @Dense(units = 3) Layer last;
                            }
                            """,
                    """
                            @Model(input = @Input(height = 8, width = 8, channels = 2))
                            @Regularize(l2 = 1e-3, batchNorm = true)
                            class Residuals {
                                @Conv(filters = 8, kernel = 3, activation = RELU) Layer stem;
                                @Stage(blocks = 2, width = 8) BasicBlock stage1;
                                @Stage(blocks = 1, width = 12, stride = 2) BasicBlock stage2;
                                @Pool(type = GLOBAL_AVERAGE) Layer pool;
                                @Dense(units = 3, activation = SOFTMAX) Layer label;
                                @Residual(activation = RELU) static class BasicBlock {
                                    @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU) Layer first;
                                    @Conv(filters = WIDTH, kernel = 3) Layer second;
                                }
                            }
                            """,
                    """
                            @Model(input = @Input(height = 8, width = 8, channels = 2), inputGradient = true)
                            class Branches {
                                @Conv(filters = 4, kernel = 3, activation = RELU) Layer stem;
                                Mixed mixed;
                                @Dense(units = 3, activation = SOFTMAX) @Regularize(batchNorm = true) Layer label;
                                @Inception static class Mixed {
                                    @Conv(filters = 4, kernel = 1, activation = RELU)
                                    @Regularize(batchNorm = true) Layer one;
                                    @Conv(filters = 5, kernel = 3, activation = RELU)
                                    @Regularize(batchNorm = true) Layer three;
                                    @Pool(size = 3, stride = 1, padding = 1) Layer pool;
                                }
                            }
                            """);

    private static final ClassLoader CHUNKED =
            MemoryCompiler.compile(SOURCES, List.of("-Akiln.chunk=" + CHUNK)).loader();

    private static final ClassLoader WHOLE =
            MemoryCompiler.compile(SOURCES, List.of("-Akiln.off=chunks")).loader();

    private static Network network(String name, ClassLoader loader) {
        return Nets.network(loader, name);
    }

    private static FMatrixRMaj input(int samples) {
        return Nets.input(samples, 128);
    }

    private static Target target(String name, int samples) {
        if (name.equals("Squares")) {
            FMatrixRMaj values = input(samples);
            values.reshape(samples, 3);
            return Target.values(values);
        }
        return Target.classes(Nets.labels(samples, 3));
    }

    /** What some steps with batches of all sizes give, as text. */
    private static String bits(String name, Network network) {
        StringBuilder bits = new StringBuilder();
        RunningOptimizer optimizer = Adam.rate(1e-2).start(network.parameters());
        for (int step = 0; step < STEPS; step++) {
            int samples = BATCHES[step % BATCHES.length];
            FMatrixRMaj input = input(samples);
            Target target = target(name, samples);
            bits.append(network.lossWithGradients(input, target)).append('\n');
            network.update(optimizer);
            bits.append(network.loss(input, target)).append('\n');
            bits.append(Arrays.toString(network.predict(input, null).data)).append('\n');
        }
        network.parameters()
                .forEach(p -> bits.append(Arrays.toString(p.value().data)).append('\n'));
        return bits.toString();
    }

    private static List<String> names() {
        return SOURCES.keySet().stream().map(n -> n.substring("nets.".length())).sorted().toList();
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        for (String name : names()) {
            String expected = null;
            for (int threads : new int[] {1, 2, 3, 8}) {
                Network network = network(name, CHUNKED);
                network.threads(threads);
                String bits = bits(name, network);
                assertThat(bits).doesNotContain("NaN");
                expected = expected == null ? bits : expected;
                assertWithMessage(name + " with " + threads).that(bits).isEqualTo(expected);
            }
        }
    }

    @Test
    void threadsMayBecomeMoreAndFewer() {
        for (String name : names()) {
            Network changed = network(name, CHUNKED);
            Network alone = network(name, CHUNKED);
            alone.threads(1);
            for (int threads : new int[] {1, 4, 2}) {
                changed.threads(threads);
                assertWithMessage(name + " with " + threads)
                        .that(bits(name, changed))
                        .isEqualTo(bits(name, alone));
            }
        }
    }

    @Test
    void chunksChangeNoBitWithoutPixels() {
        assertThat(bits("Squares", network("Squares", CHUNKED)))
                .isEqualTo(bits("Squares", network("Squares", WHOLE)));
    }

    @Test
    void theGradientByTheInputIsThatOfTheBatch() throws ReflectiveOperationException {
        Network chunked = network("Plain", CHUNKED);
        Network whole = network("Plain", WHOLE);
        for (int samples : BATCHES) {
            chunked.lossWithGradients(input(samples), target("Plain", samples));
            whole.lossWithGradients(input(samples), target("Plain", samples));
            assertThat(inputGradient(chunked)).isEqualTo(inputGradient(whole));
        }
    }

    private static float[] inputGradient(Network network) throws ReflectiveOperationException {
        FMatrixRMaj gradient =
                (FMatrixRMaj) network.getClass().getMethod("inputGradient").invoke(network);
        return Arrays.copyOf(gradient.data, gradient.getNumElements());
    }

    @Test
    void aStepOnSeveralThreadsAllocatesNothing() {
        for (String name : names()) {
            assertWithMessage(name).that(allocated(name, 3)).isEqualTo(0);
        }
    }

    /** Of several threads others may have done what allocates. */
    @Test
    void aStepOnOneThreadAllocatesNothing() {
        for (String name : names()) {
            assertWithMessage(name).that(allocated(name, 1)).isEqualTo(0);
        }
    }

    /** Bytes that the caller allocates in that of many steps in which it allocates least. */
    private static long allocated(String name, int count) {
        Network network = network(name, CHUNKED);
        network.threads(count);
        RunningOptimizer optimizer = Sgd.rate(0.01).start(network.parameters());
        FMatrixRMaj input = input(38);
        Target target = target(name, 38);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        // The pool may first have to make threads, and on a busy machine C2 comes late.
        for (int step = 0; step < 10_000 && least > 0; step++) {
            long before = threads.getThreadAllocatedBytes(id);
            network.lossWithGradients(input, target);
            network.update(optimizer);
            least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
        }
        return least;
    }

    @Test
    void anExecutorOfTheApplicationLendsItsThreads() throws InterruptedException {
        Set<Thread> lent = ConcurrentHashMap.newKeySet();
        ExecutorService executor =
                Executors.newFixedThreadPool(
                        2,
                        task -> {
                            Thread thread = new Thread(task);
                            lent.add(thread);
                            return thread;
                        });
        String expected = bits("Residuals", network("Residuals", CHUNKED));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Network network = network("Residuals", CHUNKED);
        network.executor(executor, 3);
        assertThat(bits("Residuals", network)).isEqualTo(expected);
        List<Thread> more = new ArrayList<>(Thread.getAllStackTraces().keySet());
        more.removeAll(before);
        assertThat(lent).isNotEmpty();
        assertThat(lent).containsAtLeastElementsIn(more);
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        // Nobody is left to lend any.
        assertThat(bits("Residuals", network)).isNotEmpty();
    }

    @Test
    void anExecutorThatRefusesIsNotNeeded() {
        Network network = network("Plain", CHUNKED);
        network.executor(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                4);
        assertThat(bits("Plain", network)).isEqualTo(bits("Plain", network("Plain", CHUNKED)));
    }

    @Test
    void aLossThatIsNotFiniteNamesTheLayerOnAnyThread() {
        for (String name : List.of("Plain", "Residuals")) {
            for (int threads : new int[] {1, 3}) {
                Network network = network(name, CHUNKED);
                network.threads(threads);
                FMatrixRMaj input = input(38);
                input.data[30 * 128 + 5] = Float.NaN;
                NonFiniteLossException thrown =
                        assertThrows(
                                NonFiniteLossException.class,
                                () -> network.lossWithGradients(input, target(name, 38)));
                assertThat(thrown).hasMessageThat().contains("layer input");
                // What is kept between steps has not seen the batch.
                assertThat(bits(name, network)).isEqualTo(bits(name, network(name, CHUNKED)));
            }
        }
    }

    @Test
    void aPredictorTakesLargeBatchesInChunks() {
        for (String name : names()) {
            Network network = network(name, CHUNKED);
            network.lossWithGradients(input(38), target(name, 38));
            Predictor predictor = Nets.predictor(CHUNKED, name, network);
            for (int samples : BATCHES) {
                FMatrixRMaj input = input(samples);
                float[] all = predictor.predict(input, null).data;
                for (int n = 0; n < samples; n++) {
                    float[] one = Arrays.copyOfRange(input.data, n * 128, (n + 1) * 128);
                    assertThat(predictor.predict(one))
                            .isEqualTo(Arrays.copyOfRange(all, n * 3, n * 3 + 3));
                }
            }
        }
    }
}
