package dev.kiln.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Draws and writes a page in a thread of its own, so that training does not wait for the disk. A
 * page that comes while another is written waits; one that waits gives way to a newer one.
 */
final class PageWriter {

    private static final int PATIENCE_SECONDS = 30;

    private final Path file;
    private final AtomicReference<Supplier<Page>> waiting = new AtomicReference<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "kiln-report");
                        thread.setDaemon(true);
                        return thread;
                    });

    PageWriter(Path file) {
        this.file = file;
    }

    void write(Supplier<Page> page) {
        if (waiting.getAndSet(page) == null) {
            thread.execute(this::writeWaiting);
        }
    }

    private void writeWaiting() {
        Supplier<Page> page = waiting.getAndSet(null);
        try {
            page.get().write(file);
        } catch (IOException | UncheckedIOException e) {
            failed(e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            failed(file + " (" + e + ")");
        }
    }

    /** Keeps what is to be said of the first thing that failed. */
    void failed(String what) {
        failure.compareAndSet(null, what);
    }

    /** Failures since the beginning. */
    Optional<String> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Waits for the last page. */
    void close() {
        thread.shutdown();
        boolean interrupted = false;
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                failed(file + " (the disk takes too long)");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
