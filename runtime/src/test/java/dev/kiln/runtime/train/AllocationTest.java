package dev.kiln.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.kiln.runtime.Initializer;
import dev.kiln.runtime.Parameter;
import dev.kiln.runtime.Shape;
import dev.kiln.runtime.data.Dataset;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a training step does outside the network takes no memory after the first time. */
class AllocationTest {

    /** Kept, because asking for it allocates. */
    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Shape SHAPE = new Shape(4, 4, 1);
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
                        Parameter.dense("weight", 8, SHAPE, Initializer.HE),
                        Parameter.bias("bias", 8));
        Sgd sgd = Sgd.rate(0.1).momentum(0.9);
        assertNothingAllocated(() -> sgd.update(parameters));
        Adam adam = Adam.rate(0.1).clipNorm(1);
        assertNothingAllocated(() -> adam.update(parameters));
        AdamW adamW = AdamW.rate(0.1).schedule(Schedule.step(10, 0.9));
        assertNothingAllocated(() -> adamW.update(parameters));
        RmsProp rmsProp = RmsProp.rate(0.1).momentum(0.9).centred();
        assertNothingAllocated(() -> rmsProp.update(parameters));
        Adagrad adagrad = Adagrad.rate(0.1).clipValue(0.5);
        assertNothingAllocated(() -> adagrad.update(parameters));
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
