package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kernels that only take time, on a clock of their own. */
@Timeout(60)
class VectorKernelsTest {

    private final FakeKernels fakes = new FakeKernels();

    /** Nobody tries kernels that nobody has. */
    private VectorKernels kept;

    private VectorKernels kernels(int count, KernelMode mode) {
        kept = new VectorKernels("Fake", count, fakes, mode, fakes);
        return kept;
    }

    /** Twice: nobody waits for what is called once. */
    private static void use(VectorKernels kernels, int kernel) {
        kernels.on(kernel);
        kernels.on(kernel);
    }

    @Test
    void beginsPlainAndSwitchesWhatBecomesFaster() throws InterruptedException {
        fakes.add(100, run -> run < 30 ? 5000 : 10);
        fakes.hold();
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        assertFalse(kernels.on(0));
        assertFalse(kernels.on(0));
        fakes.release();
        fakes.awaitEnd();
        assertTrue(kernels.on(0));
        assertEquals(33, fakes.vectorRuns(0));
    }

    @Test
    void neverFasterStaysPlainAndTheThreadEnds() throws InterruptedException {
        fakes.add(10_000, run -> 10_100);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertFalse(kernels.on(0));
        // 2 s without rests, 4 s with, and once more behind rests of 1, 2, 4, ... 64 s.
        assertEquals(2 + 8 + 127, fakes.nanos() / 1e9, 1);
    }

    @Test
    void equallyFastStaysPlain() throws InterruptedException {
        fakes.add(10_000, run -> 10_000);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertFalse(kernels.on(0));
    }

    @Test
    void oneThatIsEquallyFastBreaksTheRow() throws InterruptedException {
        fakes.add(100, run -> run == 1 ? 100 : 10);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertTrue(kernels.on(0));
        assertEquals(5, fakes.vectorRuns(0));
    }

    @Test
    void oneFastRunDecidesNothing() throws InterruptedException {
        fakes.add(10_000, run -> run % 3 == 0 ? 20_000 : 5_000);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertFalse(kernels.on(0));
    }

    @Test
    void plainThatIsCompiledMeanwhileIsTimedAgain() throws InterruptedException {
        fakes.add(run -> run < 20 ? 100_000 : 4_000, run -> run % 3 == 0 ? 5_000 : 3_000);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertFalse(kernels.on(0));
    }

    @Test
    void aRowThatIsLostOrBrokenCountsNoMore() throws InterruptedException {
        fakes.add(run -> run < 20 ? 1000 : 40, run -> run < 3 ? 50 : 10);
        fakes.add(run -> run < 20 ? 1000 : 40, run -> run == 0 ? 50 : run == 1 ? 1000 : 10);
        VectorKernels kernels = kernels(2, KernelMode.AUTO);
        fakes.hold();
        use(kernels, 0);
        use(kernels, 1);
        fakes.release();
        fakes.awaitEnd();
        assertTrue(kernels.on(0) && kernels.on(1));
        assertEquals(6, fakes.vectorRuns(0));
        assertEquals(5, fakes.vectorRuns(1));
    }

    @Test
    void whatIsSlowInPlainJavaIsTimedThreeTimes() throws InterruptedException {
        fakes.add(2_000_000, run -> 10);
        use(kernels(1, KernelMode.AUTO), 0);
        fakes.awaitEnd();
        assertEquals(1 + 3 + 3, fakes.plainRuns(0));
    }

    @Test
    void onlyWhatIsCalledIsTried() throws InterruptedException {
        fakes.add(100, run -> 10);
        fakes.add(100, run -> 10);
        VectorKernels kernels = kernels(2, KernelMode.AUTO);
        use(kernels, 1);
        fakes.awaitEnd();
        assertTrue(kernels.on(1));
        assertEquals(0, fakes.vectorRuns(0));
    }

    @Test
    void anotherThreadBeginsForWhatIsCalledLater() throws InterruptedException {
        fakes.add(100, run -> 10);
        fakes.add(100, run -> 10);
        VectorKernels kernels = kernels(2, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        use(kernels, 1);
        fakes.awaitEnd();
        assertTrue(kernels.on(0) && kernels.on(1));
    }

    @Test
    void whatCostsMostIsTriedFirst() throws InterruptedException {
        long[] costs = {100, 900, 300, 700, 500, 200};
        for (long cost : costs) {
            fakes.add(cost, run -> 10);
        }
        VectorKernels kernels = kernels(costs.length, KernelMode.AUTO);
        fakes.hold();
        for (int call = 0; call < 20; call++) {
            use(kernels, 0);
        }
        for (int kernel = 1; kernel < costs.length; kernel++) {
            use(kernels, kernel);
        }
        fakes.release();
        fakes.awaitEnd();
        assertEquals(List.of(0, 1, 3, 4, 2, 5), fakes.vectorOrder());
    }

    @Test
    void slowOnesDontKeepOthersWaiting() throws InterruptedException {
        for (int kernel = 0; kernel < 9; kernel++) {
            fakes.add(1000, run -> 5_000_000);
        }
        fakes.add(100, run -> 10);
        VectorKernels kernels = kernels(10, KernelMode.AUTO);
        fakes.hold();
        for (int kernel = 0; kernel < 10; kernel++) {
            use(kernels, kernel);
        }
        fakes.release();
        fakes.awaitEnd();
        assertTrue(kernels.on(9));
        assertFalse(kernels.on(0));
    }

    @Test
    void fourAreUnderWayBesidesThoseThatAreSlow() throws InterruptedException {
        for (int kernel = 0; kernel < 5; kernel++) {
            fakes.add(1000 - kernel, run -> 5_000_000);
        }
        VectorKernels kernels = kernels(5, KernelMode.AUTO);
        fakes.hold();
        for (int kernel = 0; kernel < 5; kernel++) {
            use(kernels, kernel);
        }
        fakes.release();
        fakes.awaitEnd();
        assertEquals(0, fakes.begun(3) / 1e9, 1);
        assertEquals(4 * 2, fakes.begun(4) / 1e9, 1); // 2 s of each
    }

    @Test
    void slowOnesRunHalfOfTheTime() throws InterruptedException {
        fakes.add(1_000_000, run -> run < 390 ? 10_000_000 : 10);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertTrue(kernels.on(0));
        assertEquals(6, fakes.nanos() / 1e9, 0.5); // 2 s without rests, 1.9 s with
    }

    @Test
    void whatLostIsTriedAgain() throws InterruptedException {
        fakes.add(1_000_000, run -> run < 606 ? 10_000_000 : 10);
        VectorKernels kernels = kernels(1, KernelMode.AUTO);
        use(kernels, 0);
        fakes.awaitEnd();
        assertTrue(kernels.on(0));
    }

    @Test
    void whatIsCalledOnceIsNotTried() throws InterruptedException {
        fakes.add(100, run -> 10);
        fakes.add(100, run -> 10);
        VectorKernels kernels = kernels(2, KernelMode.AUTO);
        kernels.on(0);
        use(kernels, 1);
        fakes.awaitEnd();
        assertEquals(0, fakes.vectorRuns(0));
    }

    @Test
    void whatFailsStaysPlainAndOthersSwitch() throws InterruptedException {
        fakes.add(
                900,
                run -> {
                    throw new IllegalStateException("on purpose");
                });
        fakes.add(100, run -> 10);
        VectorKernels kernels = kernels(2, KernelMode.AUTO);
        fakes.hold();
        use(kernels, 0);
        use(kernels, 1);
        fakes.release();
        fakes.awaitEnd();
        assertFalse(kernels.on(0));
        assertTrue(kernels.on(1));
    }

    @Test
    void kernelsThatNobodyHasAreNotTried() throws InterruptedException {
        fakes.add(100, run -> 10);
        fakes.hold();
        use(kernels(1, KernelMode.AUTO), 0);
        WeakReference<VectorKernels> dropped = new WeakReference<>(kept);
        kept = null;
        for (int i = 0; i < 100 && dropped.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertNull(dropped.get());
        fakes.release();
        fakes.awaitEnd();
        assertEquals(0, fakes.plainRuns(0));
    }

    @Test
    void modesThatTryNothing() {
        fakes.add(100, run -> 10);
        assertTrue(kernels(1, KernelMode.VECTOR).on(0));
        assertFalse(kernels(1, KernelMode.PLAIN).on(0));
        assertEquals(0, fakes.vectorRuns(0));
    }
}
