package dev.kiln.runtime.parallel;

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
class CrewTest {

    private static final int SEGMENTS = 4;
    private static final int CHUNKS = 13;

    /** Counts, and notes in what order chunks pass two places. */
    private static final class Counting implements Work {

        final Crew crew;
        final AtomicInteger[] counts = new AtomicInteger[SEGMENTS];
        final List<Integer> joins = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> first = new ArrayList<>();
        final List<Integer> second = new ArrayList<>();
        final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        final AtomicInteger faults = new AtomicInteger();

        Counting(Crew crew) {
            this.crew = crew;
            for (int i = 0; i < SEGMENTS; i++) {
                counts[i] = new AtomicInteger();
            }
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            threads.add(Thread.currentThread());
            if (worker >= crew.threads() || joins.size() != segment) {
                faults.incrementAndGet();
            }
            takeTime();
            counts[segment].incrementAndGet();
            if (segment == 1 || segment == 2) {
                int turn = segment - 1;
                crew.await(worker, turn);
                (turn == 0 ? first : second).add(chunk);
                crew.pass(turn);
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
            crew.run(this, 0, SEGMENTS, CHUNKS, 2);
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
        Crew crew = new Crew(executor, threads);
        for (int run = 0; run < 20; run++) {
            Counting counting = new Counting(crew);
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
        Crew crew = new Crew(executor, 3);
        CountDownLatch together = new CountDownLatch(3);
        crew.run(
                new Work() {
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
        Crew crew = new Crew(executor, 2);
        for (int run = 0; run < 20; run++) {
            Counting counting = new Counting(crew);
            counting.run();
            counting.check();
            assertEquals(Set.of(Thread.currentThread()), counting.threads);
        }
        busy.countDown();
        for (int run = 0; run < 100; run++) {
            Counting counting = new Counting(crew);
            counting.run();
            counting.check();
        }
        executor.shutdown();
    }

    /** Fails at one chunk; those behind it wait for it. */
    private static final class Failing implements Work {

        final Crew crew;
        final RuntimeException early = new IllegalStateException("early");

        Failing(Crew crew) {
            this.crew = crew;
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            takeTime();
            crew.await(worker, 0);
            if (segment == 0 && chunk == 2) {
                throw early;
            }
            crew.pass(0);
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
            Crew crew = Crew.ofCommonPool(threads);
            for (int run = 0; run < 20; run++) {
                Failing failing = new Failing(crew);
                if (threads > 1) {
                    Throwable thrown =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> crew.run(failing, 0, 2, CHUNKS, 1));
                    assertSame(failing.early, thrown);
                }
                Counting counting = new Counting(crew);
                counting.run();
                counting.check();
            }
        }
    }

    @Test
    void aFailureToJoinReachesTheCaller() {
        for (int threads = 1; threads <= 4; threads++) {
            Crew crew = Crew.ofCommonPool(threads);
            List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
            Work work =
                    new Work() {
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
                            IllegalStateException.class, () -> crew.run(work, 5, 2, CHUNKS, 0));
            assertEquals("join 5", thrown.getMessage());
            assertEquals(Collections.nCopies(CHUNKS, 5), begun);
        }
    }

    @Test
    void anExecutorThatFailsDoesNotHang() {
        Crew crew =
                new Crew(
                        task -> {
                            throw new IllegalStateException("no executor");
                        },
                        2);
        Counting counting = new Counting(crew);
        Throwable thrown = assertThrows(IllegalStateException.class, counting::run);
        assertEquals("no executor", thrown.getMessage());
        counting.check();
    }

    /** Those who linger from a run with more chunks have no workspace in one with fewer. */
    @Test
    void noMoreThreadsWorkThanThereAreChunks() {
        Crew crew = Crew.ofCommonPool(4);
        AtomicInteger most = new AtomicInteger();
        Work few =
                new Work() {
                    @Override
                    public void chunk(int segment, int chunk, int worker) {
                        takeTime();
                        most.accumulateAndGet(worker, Math::max);
                    }

                    @Override
                    public void join(int segment) {}
                };
        for (int run = 0; run < 200; run++) {
            new Counting(crew).run();
            crew.run(few, 0, 1, 2, 0);
        }
        assertTrue(most.get() < 2, "number " + most.get());
    }

    /** What each thread takes of its own. */
    private static class Owned implements Work {

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
            Crew crew = Crew.ofCommonPool(threads);
            for (int run = 0; run < 100; run++) {
                int pieces = 1 + run % threads;
                Owned owned = new Owned();
                crew.runOwned(owned, 7, pieces);
                owned.check(pieces);
                Counting counting = new Counting(crew);
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
        Crew crew = new Crew(executor, 3);
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
            crew.runOwned(owned, 7, 3);
            owned.check(3);
            assertEquals(Set.of(), owned.strange);
        }
        executor.shutdown();
    }

    @Test
    void theCallerTakesWhatNobodyElseDoes() {
        Crew crew = new Crew(task -> {}, 4);
        for (int pieces = 1; pieces <= 4; pieces++) {
            Owned owned = new Owned();
            crew.runOwned(owned, 7, pieces);
            owned.check(pieces);
        }
    }

    @Test
    void aPieceThatFailsReachesTheCaller() {
        for (int threads = 1; threads <= 4; threads++) {
            Crew crew = Crew.ofCommonPool(threads);
            int pieces = threads;
            Owned failing =
                    new Owned() {
                        @Override
                        public void chunk(int segment, int piece, int worker) {
                            throw new IllegalStateException("piece");
                        }
                    };
            assertThrows(IllegalStateException.class, () -> crew.runOwned(failing, 7, pieces));
            assertEquals(0, failing.joins.get());
            Owned owned = new Owned();
            crew.runOwned(owned, 7, pieces);
            owned.check(pieces);
        }
    }

    @Test
    void thereIsNoPieceWithoutAThread() {
        Crew crew = Crew.ofCommonPool(2);
        assertThrows(IllegalArgumentException.class, () -> crew.runOwned(new Owned(), 7, 3));
    }

    @Test
    void aCrewHasSomebody() {
        assertThrows(IllegalArgumentException.class, () -> Crew.ofCommonPool(0));
        assertTrue(Crew.ofCommonPool(1).threads() == 1);
    }
}
