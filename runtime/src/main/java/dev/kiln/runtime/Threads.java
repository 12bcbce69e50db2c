package dev.kiln.runtime;

import dev.kiln.runtime.internal.parallel.WorkerTeam;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How many threads work on a batch, and who lends them: the caller is one, the others are asked for
 * in each call and given back. Where the executor has none to spare the caller does everything. The
 * results have the same bits for any number.
 *
 * @param executor lends all threads but the caller
 * @param count how many work on a batch at the most, the caller among them
 */
public record Threads(Executor executor, int count) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public Threads {
        Objects.requireNonNull(executor, "the executor is null");
        if (count < 1) {
            throw new IllegalArgumentException("the number of threads is " + count);
        }
    }

    /** So many threads, lent by the common pool of this JVM. */
    public static Threads of(int count) {
        return new Threads(ForkJoinPool.commonPool(), count);
    }

    /** As many threads as processors, lent by the common pool of this JVM. */
    public static Threads ofProcessors() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /** These threads, to share work; one caller at a time may use them. */
    public Parallel parallel() {
        return new TeamParallel(team());
    }

    WorkerTeam team() {
        return new WorkerTeam(executor, count);
    }
}
