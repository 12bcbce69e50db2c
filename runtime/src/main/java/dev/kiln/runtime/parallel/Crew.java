package dev.kiln.runtime.parallel;

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
 * bits of a sum, {@link #await} and {@link #pass} keep it.
 *
 * <p>Helpers that the executor does not lend, or lends late, are not missed: the caller takes all
 * tickets that nobody else takes. One thread at a time may be in {@link #run}; a second one is
 * refused.
 */
public final class Crew {

    /** Chunks are not cut any smaller for the sake of more threads. */
    private static final int LEAST = 8;

    private static final int FEW = 4;

    private final Executor executor;
    private final Member[] members;

    /** The thread that is in a run. */
    private final AtomicReference<Thread> caller = new AtomicReference<>();

    /** The next ticket. Numbers go on from run to run, so a latecomer can't take an old one. */
    private final AtomicLong next = new AtomicLong();

    private final AtomicInteger finished = new AtomicInteger();

    /** Tickets below are there to be taken. Written last, it publishes a run. */
    private volatile long end;

    /** Tickets below are of the segment that runs or of earlier ones. */
    private volatile long open;

    private final Turns turns = new Turns();
    private Work work;
    private int firstSegment;
    private int chunks;
    private long first;

    /** Members with lower numbers work. */
    private int wanted;

    /** Whether a thread takes the chunk of its own number. */
    private boolean owned;

    /** Those chunks that somebody has taken. */
    private final AtomicIntegerArray taken;

    private boolean alone = true;

    private volatile long failedAt = Long.MAX_VALUE;
    private Throwable failure;

    /**
     * A crew of so many threads.
     *
     * @param executor lends all of them but the one that calls {@link #run}
     */
    public Crew(Executor executor, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("the number of threads is " + threads);
        }
        this.executor = executor;
        this.members = new Member[threads];
        this.taken = new AtomicIntegerArray(threads);
        for (int i = 0; i < threads; i++) {
            members[i] = new Member(this, i);
        }
    }

    /** So many threads, lent by the common pool of this JVM. */
    public static Crew ofCommonPool(int threads) {
        return new Crew(ForkJoinPool.commonPool(), threads);
    }

    /** How many threads may work at a time. */
    public int threads() {
        return members.length;
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
     * The same for chunks that wait for each other in places: shorter ones wait for a shorter time.
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
     * @param turns how many places there are where chunks go in order
     * @throws RuntimeException what {@code work} threw, for the earliest chunk that failed; no
     *     later one is begun then
     * @throws IllegalStateException if a thread is in a run, be it another one or this one
     */
    public void run(Work work, int firstSegment, int segments, int chunks, int turns) {
        enter();
        try {
            owned = false;
            begin(work, firstSegment, segments, chunks, turns);
        } finally {
            caller.set(null);
        }
    }

    private void enter() {
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
    public void runOwned(Work work, int segment, int pieces) {
        if (pieces > members.length) {
            throw new IllegalArgumentException(pieces + " pieces for " + members.length);
        }
        enter();
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

    private void begin(Work work, int firstSegment, int segments, int chunks, int turns) {
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
        publish(work, firstSegment, segments, chunks, turns);
        try {
            for (int i = 1; i < wanted; i++) {
                members[i].call(executor);
            }
        } finally {
            try {
                work(members[0]);
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
            members[0].pause(pauses);
        }
        members[0].resume(pauses);
    }

    private void publish(Work work, int firstSegment, int segments, int chunks, int turns) {
        this.work = work;
        this.firstSegment = firstSegment;
        this.chunks = chunks;
        this.turns.begin(turns);
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

    /** Waits until all chunks that come earlier in the order of a segment have passed a place. */
    public void await(int worker, int turn) {
        if (alone) {
            return;
        }
        Member member = members[worker];
        int place = (int) ((member.ticket - first) % chunks);
        int pauses = 0;
        for (; turns.passed(turn) != place; pauses++) {
            if (failedAt < member.ticket) {
                member.resume(pauses);
                throw new Abandoned();
            }
            member.pause(pauses);
        }
        member.resume(pauses);
    }

    /** Lets the next chunk pass a place. */
    public void pass(int turn) {
        if (!alone) {
            turns.pass(turn);
            wakeAll();
        }
    }

    /**
     * Whether there is something to take for a member; {@link #end} is read first, it publishes.
     */
    boolean hasTickets(Member member) {
        return next.get() < end && member.number() < wanted;
    }

    /** Takes tickets until there are none left. */
    void work(Member member) {
        while (true) {
            long ticket = next.get();
            if (ticket >= end || member.number() >= wanted) {
                return;
            }
            if (next.compareAndSet(ticket, ticket + 1)) {
                use(ticket, member);
            }
        }
    }

    private void use(long ticket, Member member) {
        member.ticket = ticket;
        int pauses = 0;
        for (; ticket >= open; pauses++) {
            member.pause(pauses);
        }
        member.resume(pauses);
        int segment = (int) ((ticket - first) / chunks);
        try {
            if (failedAt > ticket) {
                work.chunk(firstSegment + segment, chunk(segment, ticket, member), member.number());
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

    private int chunk(int segment, long ticket, Member member) {
        if (!owned) {
            return chunk(segment, (int) ((ticket - first) % chunks), chunks);
        }
        int piece = member.number();
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
        for (Member member : members) {
            member.wake();
        }
    }
}
