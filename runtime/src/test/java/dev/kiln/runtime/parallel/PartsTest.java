package dev.kiln.runtime.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts of sums that several threads share. */
@Timeout(60)
class PartsTest {

    private static final int CHUNKS = 13;
    private static final int PARTS = 4;
    private static final int FIRST = 3;
    private static final List<Integer> ORDER = IntStream.range(0, CHUNKS).boxed().toList();

    /** Notes in what order each part takes the chunks; a list for each, which nothing guards. */
    private static class Noting implements Work {

        final Crew crew;
        final List<List<Integer>> parts = new ArrayList<>();
        final Set<String> left = ConcurrentHashMap.newKeySet();
        final Set<Integer> faults = ConcurrentHashMap.newKeySet();

        Noting(Crew crew) {
            this.crew = crew;
            for (int i = 0; i < PARTS; i++) {
                parts.add(new ArrayList<>());
            }
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            LockSupport.parkNanos(chunk % 3 * 20_000L);
            crew.inParts(worker, chunk, FIRST, PARTS);
            for (int part = 0; part < PARTS; part++) {
                if (!left.contains(part + " of " + chunk)) {
                    faults.add(chunk);
                }
            }
        }

        @Override
        public void parts(int turn, int from, int to, int chunk, int owner, int worker) {
            assertEquals(FIRST, turn);
            for (int part = from; part < to; part++) {
                parts.get(part).add(chunk);
                LockSupport.parkNanos(10_000);
                left.add(part + " of " + chunk);
            }
        }

        @Override
        public void join(int segment) {}

        void run() {
            crew.run(this, 0, 1, CHUNKS, FIRST + PARTS);
            assertEquals(Set.of(), faults);
            parts.forEach(chunks -> assertEquals(ORDER, chunks));
        }
    }

    private static void works(Executor executor, int threads) {
        Crew crew = new Crew(executor, threads);
        for (int run = 0; run < 20; run++) {
            new Noting(crew).run();
        }
    }

    @Test
    void eachPartTakesTheChunksInOrder() {
        for (int threads = 1; threads <= 8; threads++) {
            works(ForkJoinPool.commonPool(), threads);
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            works(executor, threads);
            executor.shutdownNow();
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
    }

    /** Two threads meet in parts of the same chunk. */
    @Test
    void partsAreWorkedOnSideBySide() {
        CountDownLatch together = new CountDownLatch(2);
        Crew crew = Crew.ofCommonPool(2);
        crew.run(
                new Work() {
                    @Override
                    public void chunk(int segment, int chunk, int worker) {
                        crew.inParts(worker, chunk, 0, 2);
                    }

                    @Override
                    public void parts(
                            int turn, int from, int to, int chunk, int owner, int worker) {
                        if (chunk == 0) {
                            together.countDown();
                            assertTrue(reached(together));
                        }
                    }

                    @Override
                    public void join(int segment) {}
                },
                0,
                1,
                2,
                2);
        assertEquals(0, together.getCount());
    }

    private static boolean reached(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void aPartThatFailsEndsTheRun() {
        for (int threads = 1; threads <= 8; threads++) {
            Crew crew = Crew.ofCommonPool(threads);
            for (int run = 0; run < 20; run++) {
                RuntimeException early = new IllegalStateException("early");
                Noting failing =
                        new Noting(crew) {
                            @Override
                            public void parts(
                                    int turn, int from, int to, int chunk, int owner, int worker) {
                                if (chunk > 5) {
                                    throw new AssertionError("behind the failure: " + chunk);
                                }
                                if (chunk == 5 && to == PARTS) {
                                    throw early;
                                }
                                super.parts(turn, from, to, chunk, owner, worker);
                            }
                        };
                Throwable thrown = assertThrows(Throwable.class, failing::run);
                if (threads == 1) {
                    assertSame(early, thrown);
                }
                new Noting(crew).run();
            }
        }
    }
}
