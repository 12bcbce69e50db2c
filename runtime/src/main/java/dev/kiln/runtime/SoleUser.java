package dev.kiln.runtime;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The thread that is in a call of a network. Others are refused, not kept waiting: two threads on
 * one network are an error of the program, and its numbers would be wrong if they took turns. Who
 * comes later, after the call has ended, sees everything that it wrote.
 */
final class SoleUser {

    private final AtomicReference<Thread> user = new AtomicReference<>();

    /** Calls that its thread is in, one within the other. */
    private int depth;

    /** Name of the innermost. */
    private String call;

    /** Whether that one lets its thread call others. */
    private boolean open;

    /**
     * Begins a call.
     *
     * @param next its name
     * @param opens whether its thread may begin others within it, which must not do so themselves
     * @throws IllegalStateException if another thread is in a call, or this one in one that is not
     *     open
     */
    void enter(String model, String next, boolean opens) {
        Thread thread = Thread.currentThread();
        if (!user.compareAndSet(null, thread) && !(user.get() == thread && open)) {
            throw refusal(model, next);
        }
        depth++;
        call = next;
        open = opens;
    }

    /** Ends the innermost call. Others lie around it only if they are open. */
    void leave() {
        open = true;
        depth--;
        if (depth == 0) {
            user.set(null);
        }
    }

    private IllegalStateException refusal(String model, String next) {
        Thread other = user.get();
        if (other == Thread.currentThread()) {
            return new IllegalStateException(
                    model + ": " + next + " was called within " + call + " by the same thread");
        }
        return new IllegalStateException(
                model
                        + ": "
                        + next
                        + " was called by thread "
                        + Thread.currentThread().getName()
                        + " while thread "
                        + (other == null ? "another" : other.getName())
                        + " uses the network; a network serves one thread at a time: use a predictor, which any"
                        + " number of threads may share, or one network for each thread");
    }
}
