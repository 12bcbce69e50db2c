package dev.kiln.runtime.internal.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntToLongFunction;

/** Kernels whose runs take the nanoseconds that a test says, and the clock that shows them. */
final class FakeKernels implements VectorKernels.Trials, Clock {

    private final List<IntToLongFunction> plain = new ArrayList<>();
    private final List<IntToLongFunction> vector = new ArrayList<>();
    private final List<int[]> runs = new ArrayList<>();
    private final List<Integer> order = new ArrayList<>();
    private final Map<Integer, Long> begun = new HashMap<>();
    private CountDownLatch held = new CountDownLatch(0);
    private volatile Thread thread;
    private long now;

    void add(long plainNanos, IntToLongFunction vectorNanos) {
        add(run -> plainNanos, vectorNanos);
    }

    /** Nanoseconds by the number of the run. */
    void add(IntToLongFunction plainNanos, IntToLongFunction vectorNanos) {
        plain.add(plainNanos);
        vector.add(vectorNanos);
        runs.add(new int[2]);
    }

    @Override
    public Runnable of(int kernel, boolean asVector) {
        return () -> run(kernel, asVector ? 1 : 0);
    }

    private void run(int kernel, int form) {
        int run = runs.get(kernel)[form]++;
        if (form == 1 && run == 0) {
            order.add(kernel);
            begun.put(kernel, now);
        }
        now += (form == 1 ? vector : plain).get(kernel).applyAsLong(run);
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        thread = Thread.currentThread();
        held.await();
        now += nanos;
    }

    /** Lets the thread that tries kernels wait at its first pause. */
    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** Waits until that thread is over. */
    void awaitEnd() throws InterruptedException {
        while (thread == null) {
            Thread.onSpinWait();
        }
        thread.join();
        thread = null;
    }

    int plainRuns(int kernel) {
        return runs.get(kernel)[0];
    }

    int vectorRuns(int kernel) {
        return runs.get(kernel)[1];
    }

    /** Kernels in the order of their first runs as vectors. */
    List<Integer> vectorOrder() {
        return order;
    }

    /** When a kernel was first run as vectors. */
    long begun(int kernel) {
        return begun.get(kernel);
    }
}
