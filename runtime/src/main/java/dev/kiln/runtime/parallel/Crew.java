package dev.kiln.runtime.parallel;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The threads that work on the chunks of a batch: the caller, and helpers that an executor lends.
 * Chunks are tickets that are taken in order: segment by segment, in each chunk by chunk. A thread
 * only ever waits for what comes earlier in that order and has been taken, so nothing can hang; and
 * where the order of chunks decides the bits of a sum, {@link #await} and {@link #pass} keep it.
 *
 * <p>Helpers that the executor does not lend, or lends late, are not missed: the caller takes all
 * tickets that nobody else takes. One thread may call {@link #run} at a time.
 */
public final class Crew {

    /** Chunks are not cut any smaller for the sake of more threads. */
    private static final int LEAST = 8;

    private static final int FEW = 4;

    private final Executor executor;
    private final Member[] members;

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
     * The same for chunks that meet where sums are worked on {@link #inParts in parts}: as many as
     * threads, so that all come at the same time.
     */
    public int shareInParts(int samples, int most) {
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
     */
    public void run(Work work, int firstSegment, int segments, int chunks, int turns) {
        alone = members.length == 1 || chunks == 1;
        if (alone) {
            this.work = work;
            for (int segment = firstSegment; segment < firstSegment + segments; segment++) {
                for (int chunk = 0; chunk < chunks; chunk++) {
                    work.chunk(segment, chunk, 0);
                }
                work.join(segment);
            }
            this.work = null;
            return;
        }
        publish(work, firstSegment, segments, chunks, turns);
        try {
            for (int i = 1; i < Math.min(members.length, chunks); i++) {
                members[i].call(executor);
            }
        } finally {
            work(members[0]);
            awaitEnd();
            this.work = null;
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
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /** Waits until all earlier chunks have passed a place. */
    public void await(int worker, int chunk, int turn) {
        if (alone) {
            return;
        }
        Member member = members[worker];
        int pauses = 0;
        for (; turns.chunk(turn) != chunk; pauses++) {
            if (failedAt < member.ticket) {
                member.resume(pauses);
                throw new Abandoned();
            }
            member.pause(pauses);
        }
        member.resume(pauses);
    }

    /** Lets the next chunk pass a place. */
    public void pass(int chunk, int turn) {
        if (!alone) {
            turns.pass(turn, chunk);
            wakeAll();
        }
    }

    /**
     * Has a chunk's share of some sums added to them. The sums are cut into parts: each part takes
     * the chunks in their order, as a place does, but several parts are worked on side by side, by
     * whichever threads have come here with a chunk. Each begins with another part and keeps to its
     * parts where it can, so that they stay in its cache. Returns when all parts have the share of
     * this chunk.
     *
     * @param turn the place of the first part; those of the others follow
     */
    public void inParts(int worker, int chunk, int turn, int parts) {
        if (alone) {
            work.parts(turn, 0, parts, chunk, worker, worker);
            return;
        }
        Member member = members[worker];
        member.offer(turn, chunk);
        wakeAll();
        int pauses = 0;
        while (!turns.passed(turn, parts, chunk)) {
            if (failedAt <= member.ticket) {
                member.resume(pauses);
                member.withdraw();
                throw new Abandoned();
            }
            if (helps(member, turn, parts)) {
                member.resume(pauses);
                pauses = 0;
            } else {
                member.pause(pauses++);
            }
        }
        member.resume(pauses);
        member.withdraw();
    }

    /** Does one part for the chunk of any thread that is here, if there is one to do. */
    private boolean helps(Member member, int turn, int parts) {
        int begin = member.number() * parts / members.length;
        for (int i = 0; i < parts; i++) {
            int part = (begin + i) % parts;
            int chunk = turns.chunk(turn + part);
            Member owner = chunk < 0 ? null : owner(turn, chunk);
            if (owner != null && turns.take(turn + part, chunk)) {
                help(member, owner, turn, part, chunk);
                return true;
            }
        }
        return false;
    }

    /** Who has come to a place with a chunk; nobody leaves before all parts of it are over. */
    private Member owner(int turn, int chunk) {
        for (Member member : members) {
            if (member.offers(turn, chunk)) {
                return member;
            }
        }
        return null;
    }

    /** A part that fails is the failure of the chunk, and the next one never has its turn. */
    private void help(Member member, Member owner, int turn, int part, int chunk) {
        try {
            work.parts(turn, part, part + 1, chunk, owner.number(), member.number());
        } catch (RuntimeException | Error e) {
            fail(owner.ticket, e);
            return;
        }
        turns.pass(turn + part, chunk);
        wakeAll();
    }

    boolean hasTickets() {
        return next.get() < end;
    }

    /** Takes tickets until there are none left. */
    void work(Member member) {
        while (true) {
            long ticket = next.get();
            if (ticket >= end) {
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
        int segment = firstSegment + (int) ((ticket - first) / chunks);
        if (failedAt > ticket) {
            try {
                work.chunk(segment, (int) ((ticket - first) % chunks), member.number());
            } catch (RuntimeException | Error e) {
                fail(ticket, e);
            }
        }
        if (finished.incrementAndGet() == chunks) {
            join(ticket, segment);
        }
    }

    /** All other threads wait for the next segment to open, or have left. */
    private void join(long ticket, int segment) {
        if (failedAt == Long.MAX_VALUE) {
            try {
                work.join(segment);
            } catch (RuntimeException | Error e) {
                fail(ticket, e);
            }
        }
        finished.set(0);
        open = first + (segment - firstSegment + 2L) * chunks;
        wakeAll();
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
