package dev.kiln.runtime.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parallel;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.Threads;
import dev.kiln.runtime.data.Dataset;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a training step does outside the network takes no memory after the first time. */
@Tag("slow")
class AllocationTest {

    /** Kept, because asking for it allocates. */
    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Shape SHAPE = new Shape(4, 4, 1);
    private static final Parallel TWO = Threads.of(2).parallel();
    private static final int STEPS = 100;
    private static final int WINDOWS = 5;

    private static long allocated() {
        return METER.getCurrentThreadAllocatedBytes();
    }

    /** The smallest of several windows, so that what the JVM sets up once does not count. */
    private static void assertNothingAllocated(Runnable step) {
        long fewest = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            long before = allocated();
            for (int i = 0; i < STEPS; i++) {
                step.run();
            }
            fewest = Math.min(fewest, allocated() - before);
        }
        assertEquals(0, fewest, "bytes in " + STEPS + " steps");
    }

    @Test
    void optimizersAllocateOnce() {
        List<Parameter> parameters =
                List.of(
                        Parameter.dense("weight", 8, SHAPE, Initializer.HE).penalize(0.1, 0.1),
                        Parameter.dense("large", 9000, SHAPE, Initializer.HE),
                        Parameter.bias("bias", 8));
        for (Optimizer optimizer :
                Arrays.<Optimizer>asList(
                        Sgd.rate(0.1).momentum(0.9),
                        Adam.rate(0.1).schedule(Schedule.warmUp(10, Schedule.cosine(1000))),
                        AdamW.rate(0.1).schedule(Schedule.oneCycle(1000)),
                        RmsProp.rate(0.1).centered().momentum(0.5).schedule(Schedule.step(9, 0.9)),
                        Adagrad.rate(0.1).clipNorm(1).clipValue(0.5).weightDecay(0.1),
                        Sgd.rate(0.1).schedule(Schedule.multiStep(0.5, 3, 300)),
                        Sgd.rate(0.1).schedule(Schedule.exponential(0.99)))) {
            RunningOptimizer running = optimizer.start(parameters);
            assertNothingAllocated(() -> running.update(parameters, 0.5, Parallel.alone()));
            assertNothingAllocated(() -> running.update(parameters, 0.5, TWO));
        }
    }

    /** Neither where there is no terminal, nor on one between two drawings. */
    @Test
    void progressAllocatesNothingInAStep() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
        Progress progress = new Progress(1, 1000);
        progress.start(1);
        for (int columns : new int[] {0, 80}) {
            ConsoleProgress console =
                    new ConsoleProgress(nowhere, columns, () -> 0, Long.MAX_VALUE);
            console.onStart(progress);
            assertNothingAllocated(() -> console.onBatch(progress));
        }
    }

    @Test
    void batchesAllocateOnce() {
        Dataset dataset = Dataset.ofBytes(SHAPE, new byte[16 * 10], new int[10], 2);
        Batch batch = new Batch(dataset, 4);
        int[] order = {9, 8, 7, 6, 5, 4, 3, 2, 1, 0};
        assertNothingAllocated(
                () -> {
                    batch.load(order, 0, 4, 1);
                    batch.load(order, 8, 10, 1);
                });
    }
}
