package dev.kiln.runtime.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTeamTest {

    private static final int SEGMENTS = 4;
    private static final int CHUNKS = 13;

    /** Counts, and notes in what order chunks pass two places. */
    private static final class Counting implements ChunkTask {

        final WorkerTeam team;
        final AtomicInteger[] counts = new AtomicInteger[SEGMENTS];
        final List<Integer> joins = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> first = new ArrayList<>();
        final List<Integer> second = new ArrayList<>();
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        final AtomicInteger faults = new AtomicInteger();

        Counting(WorkerTeam team) {
            this.team = team;
            for (int i = 0; i < SEGMENTS; i++) {
                counts[i] = new AtomicInteger();
            }
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            threads.add(Thread.currentThread());
            if (worker >= team.threads() || joins.size() != segment) {
                faults.incrementAndGet();
            }
            takeTime();
            counts[segment].incrementAndGet();
            if (segment == 1 || segment == 2) {
                int turn = segment - 1;
                team.enter(worker, turn);
                (turn == 0 ? first : second).add(chunk);
                team.leave(turn);
            }
        }

        @Override
        public void join(int segment) {
            if (counts[segment].get() != CHUNKS) {
                faults.incrementAndGet();
            }
            joins.add(segment);
        }

        void run() {
            team.run(this, 0, SEGMENTS, CHUNKS, 2);
        }

        void check() {
            assertEquals(0, faults.get());
            assertEquals(List.of(0, 1, 2, 3), joins);
            List<Integer> order = IntStream.range(0, CHUNKS).boxed().toList();
            assertEquals(order, second);
            Collections.reverse(first);
            assertEquals(order, first);
        }
    }

    /** So that others come in between, even where there is one processor. */
    private static void takeTime() {
        LockSupport.parkNanos(20_000);
    }

    private static void works(Executor executor, int threads) {
        WorkerTeam team = new WorkerTeam(executor, threads);
        for (int run = 0; run < 20; run++) {
            Counting counting = new Counting(team);
            counting.run();
            counting.check();
        }
    }

    @Test
    void segmentsAndTurnsKeepTheirOrder() {
        for (int threads = 1; threads <= 8; threads++) {
            works(ForkJoinPool.commonPool(), threads);
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            works(executor, threads);
            executor.shutdownNow();
        }
    }

    @Test
    void helpersReallyHelp() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        WorkerTeam team = new WorkerTeam(executor, 3);
        CountDownLatch together = new CountDownLatch(3);
        team.run(
                new ChunkTask() {
                    @Override
                    public void chunk(int segment, int chunk, int worker) {
                        together.countDown();
                        awaits(together);
                    }

                    @Override
                    public void join(int segment) {}
                },
                0,
                1,
                3,
                0);
        assertEquals(0, together.getCount());
        executor.shutdown();
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theCallerIsEnough() {
        works(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                4);
        works(task -> {}, 4);
        works(Runnable::run, 4);
    }

    @Test
    void helpersMayComeTooLate() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        CountDownLatch busy = new CountDownLatch(1);
        executor.execute(() -> awaits(busy));
        WorkerTeam team = new WorkerTeam(executor, 2);
        for (int run = 0; run < 20; run++) {
            Counting counting = new Counting(team);
            counting.run();
            counting.check();
            assertEquals(Set.of(Thread.currentThread()), counting.threads);
        }
        busy.countDown();
        for (int run = 0; run < 100; run++) {
            Counting counting = new Counting(team);
            counting.run();
            counting.check();
        }
        executor.shutdown();
    }

    /** Fails at one chunk; those behind it wait for it. */
    private static final class Failing implements ChunkTask {

        final WorkerTeam team;
        final RuntimeException early = new IllegalStateException("early");

        Failing(WorkerTeam team) {
            this.team = team;
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            takeTime();
            team.enter(worker, 0);
            if (segment == 0 && chunk == 2) {
                throw early;
            }
            team.leave(0);
            if (segment == 0 && chunk > 2) {
                throw new AssertionError("passed " + chunk);
            }
        }

        @Override
        public void join(int segment) {
            throw new AssertionError("joined " + segment);
        }
    }

    @Test
    void theEarliestFailureReachesTheCaller() {
        for (int threads = 1; threads <= 8; threads++) {
            WorkerTeam team = WorkerTeam.ofCommonPool(threads);
            for (int run = 0; run < 20; run++) {
                Failing failing = new Failing(team);
                if (threads > 1) {
                    Throwable thrown =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> team.run(failing, 0, 2, CHUNKS, 1));
                    assertSame(failing.early, thrown);
                }
                Counting counting = new Counting(team);
                counting.run();
                counting.check();
            }
        }
    }

    @Test
    void aFailureToJoinReachesTheCaller() {
        for (int threads = 1; threads <= 4; threads++) {
            WorkerTeam team = WorkerTeam.ofCommonPool(threads);
            List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
            ChunkTask work =
                    new ChunkTask() {
                        @Override
                        public void chunk(int segment, int chunk, int worker) {
                            begun.add(segment);
                        }

                        @Override
                        public void join(int segment) {
                            throw new IllegalStateException("join " + segment);
                        }
                    };
            Throwable thrown =
                    assertThrows(
                            IllegalStateException.class, () -> team.run(work, 5, 2, CHUNKS, 0));
            assertEquals("join 5", thrown.getMessage());
            assertEquals(Collections.nCopies(CHUNKS, 5), begun);
        }
    }

    @Test
    void anExecutorThatFailsDoesNotHang() {
        WorkerTeam team =
                new WorkerTeam(
                        task -> {
                            throw new IllegalStateException("no executor");
                        },
                        2);
        Counting counting = new Counting(team);
        Throwable thrown = assertThrows(IllegalStateException.class, counting::run);
        assertEquals("no executor", thrown.getMessage());
        counting.check();
    }

    /** Those who linger from a run with more chunks have no workspace in one with fewer. */
    @Test
    void noMoreThreadsWorkThanThereAreChunks() {
        WorkerTeam team = WorkerTeam.ofCommonPool(4);
        AtomicInteger most = new AtomicInteger();
        ChunkTask few =
                new ChunkTask() {
                    @Override
                    public void chunk(int segment, int chunk, int worker) {
                        takeTime();
                        most.accumulateAndGet(worker, Math::max);
                    }

                    @Override
                    public void join(int segment) {}
                };
        for (int run = 0; run < 200; run++) {
            new Counting(team).run();
            team.run(few, 0, 1, 2, 0);
        }
        assertTrue(most.get() < 2, "number " + most.get());
    }

    /** What each thread takes of its own. */
    private static class Owned implements ChunkTask {

        final List<Integer> pieces = Collections.synchronizedList(new ArrayList<>());
        final Set<Integer> strange = ConcurrentHashMap.newKeySet();
        final AtomicInteger joins = new AtomicInteger();

        @Override
        public void chunk(int segment, int piece, int worker) {
            assertEquals(7, segment);
            pieces.add(piece);
            if (piece != worker) {
                strange.add(piece);
            }
        }

        @Override
        public void join(int segment) {
            joins.incrementAndGet();
        }

        void check(int count) {
            List<Integer> sorted = new ArrayList<>(pieces);
            Collections.sort(sorted);
            assertEquals(IntStream.range(0, count).boxed().toList(), sorted);
            assertEquals(1, joins.get());
        }
    }

    @Test
    void eachPieceIsTakenOnce() {
        for (int threads = 1; threads <= 8; threads++) {
            WorkerTeam team = WorkerTeam.ofCommonPool(threads);
            for (int run = 0; run < 100; run++) {
                int pieces = 1 + run % threads;
                Owned owned = new Owned();
                team.runOwned(owned, 7, pieces);
                owned.check(pieces);
                Counting counting = new Counting(team);
                if (run % 20 == 0) {
                    counting.run();
                    counting.check();
                }
            }
        }
    }

    @Test
    void aThreadTakesItsOwnPiece() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        WorkerTeam team = new WorkerTeam(executor, 3);
        for (int run = 0; run < 20; run++) {
            CountDownLatch together = new CountDownLatch(3);
            Owned owned =
                    new Owned() {
                        @Override
                        public void chunk(int segment, int piece, int worker) {
                            super.chunk(segment, piece, worker);
                            together.countDown();
                            awaits(together);
                        }
                    };
            team.runOwned(owned, 7, 3);
            owned.check(3);
            assertEquals(Set.of(), owned.strange);
        }
        executor.shutdown();
    }

    @Test
    void theCallerTakesWhatNobodyElseDoes() {
        WorkerTeam team = new WorkerTeam(task -> {}, 4);
        for (int pieces = 1; pieces <= 4; pieces++) {
            Owned owned = new Owned();
            team.runOwned(owned, 7, pieces);
            owned.check(pieces);
        }
    }

    @Test
    void aPieceThatFailsReachesTheCaller() {
        for (int threads = 1; threads <= 4; threads++) {
            WorkerTeam team = WorkerTeam.ofCommonPool(threads);
            int pieces = threads;
            Owned failing =
                    new Owned() {
                        @Override
                        public void chunk(int segment, int piece, int worker) {
                            throw new IllegalStateException("piece");
                        }
                    };
            assertThrows(IllegalStateException.class, () -> team.runOwned(failing, 7, pieces));
            assertEquals(0, failing.joins.get());
            Owned owned = new Owned();
            team.runOwned(owned, 7, pieces);
            owned.check(pieces);
        }
    }

    @Test
    void thereIsNoPieceWithoutAThread() {
        WorkerTeam team = WorkerTeam.ofCommonPool(2);
        assertThrows(IllegalArgumentException.class, () -> team.runOwned(new Owned(), 7, 3));
    }

    @Test
    void aCrewHasSomebody() {
        assertThrows(IllegalArgumentException.class, () -> WorkerTeam.ofCommonPool(0));
        assertTrue(WorkerTeam.ofCommonPool(1).threads() == 1);
    }
}
