package dev.kiln.runtime.internal.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A place in a team, for whichever thread takes it. It is a task that is given to the executor
 * again and again, so that a run allocates nothing.
 */
@SuppressWarnings("serial") // never written: it is a task only because pools wrap all others
final class Worker extends ForkJoinTask<Void> implements Runnable {

    /** Some microseconds: parking and waking a thread takes longer. */
    private static final int SPINS = 1_000;

    /** Some hundred microseconds more, in which the processor is whose who wants it. */
    private static final int YIELDS = 2_000;

    /** How often a loop waits before its thread parks. */
    private static final int PATIENCE = SPINS + YIELDS;

    /** Nanoseconds: about what it takes to wake a thread of a virtual machine. */
    private static final long LINGER = 50_000;

    /** Nanoseconds for which it waits for a run that will come. */
    private static final long HELD = 2_000_000;

    /** Nanoseconds after which a thread that is parked looks by itself, whatever has happened. */
    private static final long DOZE = 10_000_000;

    /** Nobody has it. */
    private static final int FREE = 0;

    /** The executor has it. */
    private static final int CALLED = 1;

    /** A thread has it. */
    private static final int WORKING = 2;

    private final WorkerTeam team;
    private final int number;
    private final AtomicInteger state = new AtomicInteger(FREE);

    /** What its thread works on. */
    long ticket;

    private volatile Thread parked;

    Worker(WorkerTeam team, int number) {
        this.team = team;
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Asks for a thread, unless one is on its way; an executor may refuse. */
    void call(Executor executor) {
        if (state.compareAndSet(FREE, CALLED)) {
            boolean lent = false;
            try {
                executor.execute(this);
                lent = true;
            } catch (RejectedExecutionException e) {
                // The caller does it all.
            } finally {
                if (!lent) {
                    // A thread may have it nevertheless, and keeps it then.
                    state.compareAndSet(CALLED, FREE);
                }
            }
        }
    }

    /**
     * Works, once for each call: an executor that runs a task twice, or after it has refused it,
     * would give two threads the same number, and so the same memory.
     */
    @Override
    public void run() {
        boolean has = state.compareAndSet(CALLED, WORKING);
        while (has) {
            try {
                do {
                    team.work(this);
                } while (lingers());
            } finally {
                state.set(FREE);
            }
            // A run that began meanwhile has seen the place taken.
            has = team.hasTickets(this) && state.compareAndSet(FREE, WORKING);
        }
    }

    /**
     * Whether another run begins soon, as the update behind a backward pass and the next step do:
     * to be called anew would take longer. The caller of a run, if the executor has lent its own
     * thread, has nothing to wait for.
     */
    private boolean lingers() {
        if (team.isCaller(Thread.currentThread())) {
            return false;
        }
        long begin = System.nanoTime();
        do {
            for (int i = 0; i < SPINS; i++) {
                if (team.hasTickets(this)) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - begin < (team.isHeld() ? HELD : LINGER));
        return false;
    }

    /** Never complete, so that it may be given to a pool again. */
    @Override
    protected boolean exec() {
        run();
        return false;
    }

    @Override
    public Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(Void value) {}

    /**
     * One turn of a loop that waits: spins first, then yields, then parks. The condition is looked
     * at once more between the thread's saying that it will park and its parking.
     *
     * @param pauses how often the loop has waited
     */
    @SuppressWarnings("ThreadPriorityCheck") // yields out of courtesy: the thread parks in the end
    void pause(int pauses) {
        if (pauses < SPINS) {
            Thread.onSpinWait();
        } else if (pauses < PATIENCE) {
            Thread.yield();
        } else if (pauses == PATIENCE) {
            parked = Thread.currentThread();
        } else if (Thread.currentThread().isInterrupted()) {
            // Whoever has interrupted it is not answered here, and parking would return at once.
            Thread.yield();
        } else {
            LockSupport.parkNanos(team, DOZE);
        }
    }

    /** Ends such a loop. */
    void resume(int pauses) {
        if (pauses > PATIENCE) {
            parked = null;
        }
    }

    void wake() {
        Thread thread = parked;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
