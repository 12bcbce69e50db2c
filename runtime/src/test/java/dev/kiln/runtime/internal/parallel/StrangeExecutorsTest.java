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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each chunk is worked on once, whatever an executor does with a task, by one thread of each
 * number, in order where there is one; and nobody waits for good.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // nothing else ends a wait
class StrangeExecutorsTest {

    private static final int CHUNKS = 12;
    private static final int THREADS = 4;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Runnable> kept = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    /** The arguments of a run. */
    private static final class Checked implements ChunkTask {

        final WorkerTeam team;
        final AtomicInteger[] counts = new AtomicInteger[CHUNKS];
        final Set<Integer> busy = ConcurrentHashMap.newKeySet();
        final List<Integer> order = new ArrayList<>();
        final List<String> faults = Collections.synchronizedList(new ArrayList<>());

        Checked(WorkerTeam team) {
            this.team = team;
            for (int i = 0; i < CHUNKS; i++) {
                counts[i] = new AtomicInteger();
            }
        }

        @Override
        public void chunk(int segment, int chunk, int worker) {
            if (!busy.add(worker)) {
                faults.add("two threads have number " + worker);
            }
            LockSupport.parkNanos(20_000);
            counts[chunk].incrementAndGet();
            if (segment == 0) {
                team.enter(worker, 0);
                order.add(chunk);
                team.leave(0);
            }
            busy.remove(worker);
        }

        @Override
        public void join(int segment) {}

        void run() {
            team.run(this, 0, 2, CHUNKS, 1);
        }

        void check() {
            assertEquals(List.of(), faults);
            for (int i = 0; i < CHUNKS; i++) {
                assertEquals(i, order.get(i));
                assertEquals(2, counts[i].get());
            }
        }
    }

    private WorkerTeam works(Executor executor) {
        WorkerTeam team = new WorkerTeam(executor, THREADS);
        for (int run = 0; run < 30; run++) {
            Checked checked = new Checked(team);
            checked.run();
            checked.check();
        }
        return team;
    }

    @Test
    void thatRunATaskTwiceOneAfterTheOther() {
        works(
                task ->
                        pool.execute(
                                () -> {
                                    task.run();
                                    task.run();
                                }));
    }

    @Test
    void thatRunATaskTwiceAtTheSameTime() {
        works(
                task -> {
                    pool.execute(task);
                    pool.execute(task);
                    task.run();
                });
    }

    @Test
    void thatNeverRunIt() {
        works(task -> {});
        works(
                new ThreadPoolExecutor(
                        0,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        new ThreadPoolExecutor.DiscardPolicy()));
    }

    @Test
    void thatRunItInTheNextRunOrLater() {
        WorkerTeam team =
                works(
                        task -> {
                            kept.add(task);
                            if (kept.size() > THREADS) {
                                pool.execute(kept.remove(0));
                            }
                        });
        for (int i = 0; i < 3; i++) {
            kept.forEach(Runnable::run);
            Checked checked = new Checked(team);
            kept.forEach(pool::execute);
            checked.run();
            checked.check();
        }
    }

    @Test
    void thatRunItInTheThreadOfTheCaller() {
        works(Runnable::run);
        works(
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        new ThreadPoolExecutor.CallerRunsPolicy()));
    }

    @Test
    void thatAreShutDown() {
        ExecutorService down = Executors.newFixedThreadPool(2);
        WorkerTeam team = works(down);
        down.shutdown();
        for (int run = 0; run < 10; run++) {
            Checked checked = new Checked(team);
            checked.run();
            checked.check();
        }
        CountDownLatch held = new CountDownLatch(1);
        ExecutorService busy = Executors.newFixedThreadPool(1);
        busy.execute(() -> sleeps(held));
        WorkerTeam queued = works(busy);
        busy.shutdownNow().forEach(Runnable::run);
        held.countDown();
        works(queued);
    }

    /** They may have lent a thread nevertheless. */
    @Test
    void thatFail() {
        for (Throwable failure :
                new Throwable[] {new IllegalMonitorStateException(), new Error()}) {
            WorkerTeam team =
                    new WorkerTeam(
                            task -> {
                                pool.execute(task);
                                if (failure instanceof Error error) {
                                    throw error;
                                }
                                throw (RuntimeException) failure;
                            },
                            THREADS);
            for (int run = 0; run < 10; run++) {
                Checked checked = new Checked(team);
                assertSame(failure, assertThrows(failure.getClass(), checked::run));
                checked.check();
            }
        }
    }

    @Test
    void errorsOfHelpersReachTheCaller() {
        WorkerTeam team = new WorkerTeam(pool, 2);
        Throwable[] causes = {
            new OutOfMemoryError("on purpose"),
            new StackOverflowError(),
            new Error(),
            new InterruptedException()
        };
        for (Throwable cause : causes) {
            CountDownLatch both = new CountDownLatch(2);
            Thread caller = Thread.currentThread();
            ChunkTask failing =
                    new ChunkTask() {
                        @Override
                        public void chunk(int segment, int chunk, int worker) {
                            both.countDown();
                            awaits(both);
                            if (Thread.currentThread() != caller) {
                                StrangeExecutorsTest.<RuntimeException>throwAnything(cause);
                            }
                        }

                        @Override
                        public void join(int segment) {}
                    };
            Throwable thrown = assertThrows(Throwable.class, () -> team.run(failing, 0, 1, 2, 0));
            assertSame(cause, cause instanceof InterruptedException ? thrown.getCause() : thrown);
            Checked checked = new Checked(team);
            checked.run();
            checked.check();
        }
    }

    /** As languages without checked exceptions do. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwAnything(Throwable cause) throws T {
        throw (T) cause;
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleeps(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void interruptedThreadsGoOnAndStayInterrupted() {
        WorkerTeam team = new WorkerTeam(task -> pool.execute(interrupted(task)), THREADS);
        for (int run = 0; run < 10; run++) {
            Thread.currentThread().interrupt();
            Checked checked = new Checked(team);
            checked.run();
            assertTrue(Thread.interrupted());
            checked.check();
        }
    }

    private static Runnable interrupted(Runnable task) {
        return () -> {
            Thread.currentThread().interrupt();
            task.run();
        };
    }

    @Test
    void aSecondCallerIsRefused() throws InterruptedException {
        WorkerTeam team = new WorkerTeam(pool, 2);
        CountDownLatch within = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        Checked checked =
                new Checked(
                        new WorkerTeam(
                                task -> {
                                    throw new AssertionError("not asked");
                                },
                                1));
        Thread first =
                new Thread(
                        () ->
                                team.run(
                                        new ChunkTask() {
                                            @Override
                                            public void chunk(int segment, int chunk, int worker) {
                                                within.countDown();
                                                awaits(tried);
                                            }

                                            @Override
                                            public void join(int segment) {}
                                        },
                                        0,
                                        1,
                                        4,
                                        0));
        first.start();
        within.await();
        for (int chunks : new int[] {1, 4}) {
            assertThrows(IllegalStateException.class, () -> team.run(checked, 0, 1, chunks, 0));
            assertThrows(IllegalStateException.class, () -> team.runOwned(checked, 0, 1));
        }
        tried.countDown();
        first.join();
        works(team);
    }

    private static void works(WorkerTeam team) {
        Checked checked = new Checked(team);
        checked.run();
        checked.check();
    }

    @Test
    void aRunWithinARunIsRefused() {
        for (int threads : new int[] {1, 3}) {
            WorkerTeam team = new WorkerTeam(pool, threads);
            Checked inner = new Checked(team);
            ChunkTask outer =
                    new ChunkTask() {
                        @Override
                        public void chunk(int segment, int chunk, int worker) {
                            inner.run();
                        }

                        @Override
                        public void join(int segment) {}
                    };
            assertThrows(IllegalStateException.class, () -> team.run(outer, 0, 1, 4, 0));
            works(team);
        }
    }
}
