package dev.kiln.runtime.train;

import dev.kiln.runtime.data.Augmentation;
import dev.kiln.runtime.data.Dataset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The batches of an epoch, one after the other. With {@code prefetch} the next one is read and
 * augmented in the background while the last one is used; the numbers are the same.
 */
final class BatchSource implements AutoCloseable {

    private final int size;
    private final Batch[] batches;
    private final ExecutorService background;
    private int[] order;
    private int epoch;
    private int next;
    private int turn;
    private Future<?> reading;

    BatchSource(Dataset dataset, int size, Augmentation augmentation, long seed, boolean prefetch) {
        this.size = Math.min(size, dataset.size());
        this.batches = new Batch[prefetch ? 2 : 1];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = new Batch(dataset, this.size, augmentation, seed);
        }
        this.background = prefetch ? Executors.newSingleThreadExecutor(BatchSource::thread) : null;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kiln-prefetch");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins an epoch, or goes on with one behind its first {@code done} samples. */
    void start(int[] newOrder, int newEpoch, int done) {
        order = newOrder;
        epoch = newEpoch;
        next = done;
        if (background != null) {
            readAhead();
        }
    }

    boolean hasNext() {
        return next < order.length;
    }

    /** The next batch; it is used again by the one after the next. */
    Batch next() {
        Batch batch = batches[turn];
        int from = next;
        next = end(from);
        if (background == null) {
            batch.load(order, from, next, epoch);
            return batch;
        }
        await(reading);
        turn = 1 - turn;
        readAhead();
        return batch;
    }

    private int end(int from) {
        return from + Math.min(size, order.length - from);
    }

    private void readAhead() {
        if (!hasNext()) {
            return;
        }
        Batch batch = batches[turn];
        int from = next;
        int to = end(from);
        reading = background.submit(() -> batch.load(order, from, to, epoch));
    }

    private static void await(Future<?> reading) {
        try {
            reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a batch was read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a batch can't be read", e.getCause());
        }
    }

    /** Leaves no thread behind. */
    @Override
    public void close() {
        if (background != null) {
            background.shutdownNow();
        }
    }
}
