package dev.kiln.runtime.internal.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The threads that work on the chunks of a batch: the caller, and helpers that an executor lends.
 * Chunks are tickets that are taken in order: segment by segment, in each chunk by chunk, from the
 * first to the last and in every other segment from the last to the first. So a segment begins with
 * what the one before has left in the cache. A thread only ever waits for what comes earlier in
 * that order and has been taken, so nothing can hang; and where the order of chunks decides the
 * bits of a sum, {@link #enter} and {@link #leave} keep it.
 *
 * <p>Helpers that the executor does not lend, or lends late, are not missed: the caller takes all
 * tickets that nobody else takes. One thread at a time may be in {@link #run}; a second one is
 * refused.
 */
public final class WorkerTeam {

    /** Chunks are not cut any smaller for the sake of more threads. */
    private static final int LEAST = 8;

    private static final int FEW = 4;

    private final Executor executor;
    private final Worker[] workers;

    /** The thread that is in a run. */
    private final AtomicReference<Thread> caller = new AtomicReference<>();

    /** The next ticket. Numbers go on from run to run, so a latecomer can't take an old one. */
    private final AtomicLong next = new AtomicLong();

    private final AtomicInteger finished = new AtomicInteger();

    /** Tickets below are there to be taken. Written last, it publishes a run. */
    private volatile long end;

    /** Tickets below are of the segment that runs or of earlier ones. */
    private volatile long open;

    private final OrderedRegions regions = new OrderedRegions();
    private ChunkTask work;
    private int firstSegment;
    private int chunks;
    private long first;

    /** Workers with lower numbers work. */
    private int wanted;

    /** Whether a thread takes the chunk of its own number. */
    private boolean owned;

    /** Those chunks that somebody has taken. */
    private final AtomicIntegerArray taken;

    private boolean alone = true;

    /** Whether further runs follow, so that helpers had better stay. */
    private volatile boolean held;

    private volatile long failedAt = Long.MAX_VALUE;
    private Throwable failure;

    /**
     * A team of so many threads.
     *
     * @param executor lends all of them but the one that calls {@link #run}
     */
    public WorkerTeam(Executor executor, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads is " + threads);
        }
        this.executor = executor;
        this.workers = new Worker[threads];
        this.taken = new AtomicIntegerArray(threads);
        for (int i = 0; i < threads; i++) {
            workers[i] = new Worker(this, i);
        }
    }

    /** So many threads, lent by the common pool of this JVM. */
    public static WorkerTeam ofCommonPool(int threads) {
        return new WorkerTeam(ForkJoinPool.commonPool(), threads);
    }

    /** How many threads may work at a time. */
    public int threads() {
        return workers.length;
    }

    /** How many of them work where there are so many chunks. */
    public int workers(int chunks) {
        return Math.min(threads(), chunks);
    }

    /**
     * How many samples to put into a chunk where that does not matter to the result: {@code most},
     * or fewer so that there is something to do for every thread.
     */
    public int share(int samples, int most) {
        return cut(samples, most, threads() == 1 ? 1 : 2 * threads());
    }

    /**
     * How many for chunks that wait for each other in ordered regions: shorter ones wait for a
     * shorter time.
     */
    public int shareInOrder(int samples, int most) {
        return cut(samples, most, threads() == 1 ? 1 : 4 * threads());
    }

    /**
     * The same for chunks that hardly wait for each other, but had better be long: as many as
     * threads.
     */
    public int shareEvenly(int samples, int most) {
        return cut(samples, most, threads());
    }

    /**
     * The same where the result depends on it, and so must be one for any number of threads: enough
     * chunks for a few of them.
     */
    public static int fixedShare(int samples, int most) {
        return cut(samples, most, FEW);
    }

    /** {@code most} samples, or fewer so that there are so many chunks. */
    private static int cut(int samples, int most, int chunks) {
        int chunk = Math.min(most, samples);
        while (chunk > LEAST && (samples - 1) / chunk + 1 < chunks) {
            chunk = (chunk + 1) / 2;
        }
        return chunk;
    }

    /**
     * Works until everything is done, and nobody touches {@code work} any more.
     *
     * @param firstSegment number of the first segment
     * @param segments how many there are
     * @param regions how many ordered regions there are, which chunks go through one by one
     * @throws RuntimeException what {@code work} threw, for the earliest chunk that failed; no
     *     later one is begun then
     * @throws IllegalStateException if a thread is in a run, be it another one or this one
     */
    public void run(ChunkTask work, int firstSegment, int segments, int chunks, int regions) {
        occupy();
        try {
            owned = false;
            begin(work, firstSegment, segments, chunks, regions);
        } finally {
            caller.set(null);
        }
    }

    /** Works through one segment, in which no chunk waits for another. */
    public void run(ChunkTask work, int segment, int chunks) {
        run(work, segment, 1, chunks, 0);
    }

    /** Makes helpers stay between runs, to {@link #release}: some are a few microseconds long. */
    public void hold() {
        held = true;
    }

    /** Ends {@link #hold}. */
    public void release() {
        held = false;
    }

    boolean isHeld() {
        return held;
    }

    private void occupy() {
        if (!caller.compareAndSet(null, Thread.currentThread())) {
            throw new IllegalStateException("these threads are in a run for one caller already");
        }
    }

    boolean isCaller(Thread thread) {
        return caller.get() == thread;
    }

    /**
     * The same for a segment whose chunks are a piece of something for each thread: a thread takes
     * that of its own number, if nobody has taken it while the thread was late. So it finds in its
     * cache what it has left there in the runs before, where these were cut alike.
     *
     * @param pieces at most as many as threads
     */
    public void runOwned(ChunkTask work, int segment, int pieces) {
        if (pieces > workers.length) {
            throw new IllegalArgumentException(pieces + " pieces for " + workers.length);
        }
        occupy();
        try {
            owned = true;
            for (int i = 0; i < pieces; i++) {
                taken.set(i, 0);
            }
            begin(work, segment, 1, pieces, 0);
        } finally {
            caller.set(null);
        }
    }

    /**
     * Where a piece of something begins, and the one before it ends: all are about as long, of
     * whole units but for the last one.
     */
    public static int bound(int length, int unit, int piece, int pieces) {
        int begin = (int) ((long) length * piece / pieces);
        return piece == pieces ? length : begin - begin % unit;
    }

    private void begin(ChunkTask work, int firstSegment, int segments, int chunks, int regions) {
        wanted = workers(chunks);
        alone = wanted == 1;
        if (alone) {
            for (int segment = 0; segment < segments; segment++) {
                for (int place = 0; place < chunks; place++) {
                    work.chunk(firstSegment + segment, chunk(segment, place, chunks), 0);
                }
                work.join(firstSegment + segment);
            }
            return;
        }
        publish(work, firstSegment, segments, chunks, regions);
        try {
            for (int i = 1; i < wanted; i++) {
                workers[i].call(executor);
            }
        } finally {
            try {
                work(workers[0]);
            } finally {
                awaitEnd();
                this.work = null;
            }
        }
        rethrow();
    }

    private void awaitEnd() {
        int pauses = 0;
        for (; open <= end; pauses++) {
            workers[0].pause(pauses);
        }
        workers[0].resume(pauses);
    }

    private void publish(ChunkTask work, int firstSegment, int segments, int chunks, int regions) {
        this.work = work;
        this.firstSegment = firstSegment;
        this.chunks = chunks;
        this.regions.begin(regions);
        finished.set(0);
        failure = null;
        failedAt = Long.MAX_VALUE;
        first = end;
        open = first + chunks;
        end = first + (long) segments * chunks;
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }

    /** Waits until all chunks that come earlier in the order of a segment have left a region. */
    public void enter(int number, int region) {
        if (alone) {
            return;
        }
        Worker worker = workers[number];
        int place = (int) ((worker.ticket - first) % chunks);
        int pauses = 0;
        for (; regions.left(region) != place; pauses++) {
            if (failedAt < worker.ticket) {
                worker.resume(pauses);
                throw new ChunkAborted();
            }
            worker.pause(pauses);
        }
        worker.resume(pauses);
    }

    /** Lets the next chunk enter a region. */
    public void leave(int region) {
        if (!alone) {
            regions.leave(region);
            wakeAll();
        }
    }

    /**
     * Whether there is something to take for a worker; {@link #end} is read first, it publishes.
     */
    boolean hasTickets(Worker worker) {
        return next.get() < end && worker.number() < wanted;
    }

    /** Takes tickets until there are none left. */
    void work(Worker worker) {
        while (true) {
            long ticket = next.get();
            if (ticket >= end || worker.number() >= wanted) {
                return;
            }
            if (next.compareAndSet(ticket, ticket + 1)) {
                use(ticket, worker);
            }
        }
    }

    private void use(long ticket, Worker worker) {
        worker.ticket = ticket;
        int pauses = 0;
        for (; ticket >= open; pauses++) {
            worker.pause(pauses);
        }
        worker.resume(pauses);
        int segment = (int) ((ticket - first) / chunks);
        try {
            if (failedAt > ticket) {
                work.chunk(firstSegment + segment, chunk(segment, ticket, worker), worker.number());
            }
        } catch (Throwable e) {
            fail(ticket, e);
        } finally {
            // Others wait for it, whatever has happened.
            if (finished.incrementAndGet() == chunks) {
                join(ticket, segment);
            }
        }
    }

    private int chunk(int segment, long ticket, Worker worker) {
        if (!owned) {
            return chunk(segment, (int) ((ticket - first) % chunks), chunks);
        }
        int piece = worker.number();
        while (!taken.compareAndSet(piece, 0, 1)) {
            piece = (piece + 1) % chunks;
        }
        return piece;
    }

    /** The chunk that is at a place of the order of a segment, which is counted from the first. */
    private static int chunk(int segment, int place, int chunks) {
        return segment % 2 == 0 ? place : chunks - 1 - place;
    }

    /** All other threads wait for the next segment to open, or have left. */
    private void join(long ticket, int segment) {
        try {
            if (failedAt == Long.MAX_VALUE) {
                work.join(firstSegment + segment);
            }
        } catch (Throwable e) {
            fail(ticket, e);
        } finally {
            finished.set(0);
            open = first + (segment + 2L) * chunks;
            wakeAll();
        }
    }

    /** The earliest failure counts, whatever the number of threads. */
    private synchronized void fail(long ticket, Throwable cause) {
        if (ticket < failedAt) {
            failure = cause;
            failedAt = ticket;
        }
        wakeAll();
    }

    private void wakeAll() {
        for (Worker worker : workers) {
            worker.wake();
        }
    }
}
