package dev.kiln.runtime.internal.kernel;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tries the kernels that an application has called, those first that cost it most. A few are under
 * way at a time, so that HotSpot compiles one while others run; with many of them its queue grows
 * long, and the longer it is the later HotSpot takes up anything. The thread ends when nothing is
 * left to try, or when nobody has the kernels any more: it must not keep the classes of a model
 * that an application has dropped. Another begins when another kernel is called for the first time.
 */
final class WarmUp {

    private static final int AT_A_TIME = 4;

    /** The answer where nothing is left to do. */
    private static final long OVER = -1;

    private final String model;
    private final VectorKernels.Trials trials;
    private final Clock clock;
    private final List<Candidate> called = new ArrayList<>();
    private final List<Trial> waiting = new ArrayList<>();
    private final List<Trial> underWay = new ArrayList<>();
    private boolean running;
    private boolean failed;

    WarmUp(String model, VectorKernels.Trials trials, Clock clock) {
        this.model = model;
        this.trials = trials;
        this.clock = clock;
    }

    /** Puts a kernel on the list. */
    synchronized void add(Candidate candidate) {
        called.add(candidate);
        if (!running) {
            running = true;
            Background.thread(new Rounds(this, clock), "kiln: vector kernels of ".concat(model))
                    .start();
        }
    }

    /** The work of the thread. While it rests it holds nothing of the model. */
    private record Rounds(WeakReference<WarmUp> warmUp, Clock clock) implements Runnable {

        Rounds(WarmUp warmUp, Clock clock) {
            this(new WeakReference<>(warmUp), clock);
        }

        @Override
        public void run() {
            try {
                // The application shall have begun first: it may be over before vectors would pay.
                long rest = Notice.PAUSE_MILLIS * 1_000_000;
                while (rest != OVER) {
                    clock.sleep(rest);
                    rest = round(warmUp.get());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static long round(WarmUp warmUp) {
            return warmUp == null ? OVER : warmUp.round();
        }
    }

    /**
     * Runs a piece of each trial that is due.
     *
     * @return nanoseconds until there is more to do
     */
    private long round() {
        if (!takeCalled()) {
            return OVER;
        }
        waiting.sort(Comparator.comparingLong(Trial::cost).reversed());
        while (!waiting.isEmpty() && quick() < AT_A_TIME) {
            underWay.add(waiting.remove(0));
        }
        underWay.removeIf(trial -> trial.due() <= clock.nanos() && piece(trial));
        long now = clock.nanos();
        return Math.max(0, underWay.stream().mapToLong(trial -> trial.due() - now).min().orElse(0));
    }

    /** Whether there is anything to do. */
    private boolean takeCalled() {
        List<Candidate> taken;
        synchronized (this) {
            taken = List.copyOf(called);
            called.clear();
            running = !(underWay.isEmpty() && waiting.isEmpty() && taken.isEmpty());
            if (!running) {
                return false;
            }
        }
        for (Candidate candidate : taken) {
            begin(candidate);
        }
        return true;
    }

    private long quick() {
        return underWay.stream().filter(trial -> !trial.isSlow()).count();
    }

    private void begin(Candidate candidate) {
        try {
            waiting.add(new Trial(candidate, trials, clock));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private boolean piece(Trial trial) {
        try {
            return trial.piece();
        } catch (RuntimeException | Error e) {
            fail(e);
            return true;
        }
    }

    /** What fails stays in plain Java; the others are tried nevertheless. */
    private void fail(Throwable failure) {
        if (!failed) {
            failed = true;
            Notice.warning(model + ": kernels that fail as vectors stay in plain Java", failure);
        }
    }
}
