package dev.kiln.runtime.internal.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits long parks, so that it takes no processor's time, and is woken. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // nothing else ends a wait
class LongWaitTest {

    private final WorkerTeam team = WorkerTeam.ofCommonPool(2);
    private final CountDownLatch both = new CountDownLatch(2);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private volatile Thread waiting;

    /** Two threads have a chunk each. */
    private void begin() {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitParked() {
        while (waiting == null || LockSupport.getBlocker(waiting) != team) {
            LockSupport.parkNanos(10_000);
        }
    }

    @Test
    void forTheTurnOfAChunk() {
        team.run(
                new ChunkTask() {
                    @Override
                    public void chunk(int segment, int chunk, int worker) {
                        begin();
                        if (chunk == 1) {
                            waiting = Thread.currentThread();
                        } else {
                            awaitParked();
                        }
                        team.enter(worker, 0);
                        done.add("chunk " + chunk);
                        team.leave(0);
                    }

                    @Override
                    public void join(int segment) {
                        done.add("join");
                    }
                },
                0,
                1,
                2,
                1);
        assertEquals(List.of("chunk 0", "chunk 1", "join"), done);
    }

    @Test
    void forTheNextSegment() {
        team.run(
                new ChunkTask() {
                    @Override
                    public void chunk(int segment, int chunk, int worker) {
                        if (segment == 0) {
                            begin();
                            if (chunk == 0) {
                                waiting = Thread.currentThread();
                            } else {
                                awaitParked();
                            }
                        }
                        done.add("segment " + segment);
                    }

                    @Override
                    public void join(int segment) {
                        done.add("join " + segment);
                    }
                },
                0,
                2,
                2,
                0);
        assertEquals(
                List.of("segment 0", "segment 0", "join 0", "segment 1", "segment 1", "join 1"),
                done);
    }
}
