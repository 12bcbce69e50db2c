package dev.kiln.runtime.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tries the kernels that an application has called, those first that cost it most. A few are under
 * way at a time, so that HotSpot compiles one while others run; with many of them its queue grows
 * long, and the longer it is the later HotSpot takes up anything. The thread ends when nothing is
 * left to try; another begins when another kernel is called for the first time.
 */
final class WarmUp implements Runnable {

    private static final int AT_A_TIME = 4;

    private final String model;
    private final VectorKernels.Trials trials;
    private final Clock clock;
    private final List<Candidate> called = new ArrayList<>();
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
            Thread thread = new Thread(this, "kiln: vector kernels of ".concat(model));
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        try {
            // The application shall have begun first: it may be over before vectors would pay.
            clock.sleep(Notice.PAUSE_MILLIS * 1_000_000);
            tryCalled();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryCalled() throws InterruptedException {
        List<Trial> waiting = new ArrayList<>();
        List<Trial> underWay = new ArrayList<>();
        while (takeCalled(waiting, underWay.isEmpty())) {
            waiting.sort(Comparator.comparingLong(Trial::cost).reversed());
            while (!waiting.isEmpty() && quick(underWay) < AT_A_TIME) {
                underWay.add(waiting.remove(0));
            }
            rest(underWay);
            underWay.removeIf(trial -> trial.due() <= clock.nanos() && piece(trial));
        }
    }

    /** Whether there is anything to do. */
    private boolean takeCalled(List<Trial> waiting, boolean idle) {
        List<Candidate> taken;
        synchronized (this) {
            taken = List.copyOf(called);
            called.clear();
            running = !(idle && waiting.isEmpty() && taken.isEmpty());
            if (!running) {
                return false;
            }
        }
        for (Candidate candidate : taken) {
            begin(candidate, waiting);
        }
        return true;
    }

    private static long quick(List<Trial> underWay) {
        return underWay.stream().filter(trial -> !trial.isSlow()).count();
    }

    private void rest(List<Trial> underWay) throws InterruptedException {
        long now = clock.nanos();
        long least = underWay.stream().mapToLong(trial -> trial.due() - now).min().orElse(0);
        if (least > 0) {
            clock.sleep(least);
        }
    }

    private void begin(Candidate candidate, List<Trial> waiting) {
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
