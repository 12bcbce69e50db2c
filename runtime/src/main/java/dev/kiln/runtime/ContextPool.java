package dev.kiln.runtime;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The contexts of a predictor: as many as callers have been in it at the same time. They belong to
 * the predictor and not to threads, so they go when it goes, and a thread that ends leaves nothing
 * behind. A thread gets the context that it had last, unless another one has it just now: its core
 * may still have those buffers in its cache, and nobody waits for anybody.
 */
final class ContextPool {

    /** Threads whose numbers differ by less don't share a hint; a power of two. */
    private static final int HINTS = 256;

    private volatile Lease[] leases = {};

    /** The lease that a thread had last, by its number. Threads may overwrite each other's. */
    private final int[] last = new int[HINTS];

    /** A context, which one thread has at a time: 0 where it is free, else 1. */
    @SuppressWarnings({"serial", "unused"}) // never written; the padding is there to be there
    static final class Lease extends AtomicInteger {

        final Predictor.Context context;

        /** So that threads with leases side by side don't write to the same cache lines. */
        private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;

        Lease(Predictor.Context context) {
            super(1);
            this.context = context;
        }

        private boolean take() {
            return get() == 0 && compareAndSet(0, 1);
        }

        /** Gives it back. */
        void end() {
            lazySet(0);
        }
    }

    /**
     * A lease that nobody else has until its end.
     *
     * @param predictor the owner, which makes one more where all are taken
     */
    Lease take(Predictor predictor) {
        int thread = (int) Thread.currentThread().getId() & (HINTS - 1);
        Lease[] all = leases;
        int number = last[thread];
        return number < all.length && all[number].take()
                ? all[number]
                : takeAny(predictor, thread, all);
    }

    private Lease takeAny(Predictor predictor, int thread, Lease[] all) {
        for (int i = 0; i < all.length; i++) {
            if (all[i].take()) {
                last[thread] = i;
                return all[i];
            }
        }
        Lease lease = new Lease(predictor.newContext());
        last[thread] = add(lease);
        return lease;
    }

    private synchronized int add(Lease lease) {
        Lease[] more = Arrays.copyOf(leases, leases.length + 1);
        more[leases.length] = lease;
        leases = more;
        return more.length - 1;
    }
}
