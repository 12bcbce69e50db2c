package dev.kiln.runtime;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The workers of a predictor: as many as callers have been in it at the same time. They belong to
 * the predictor and not to threads, so they go when it goes, and a thread that ends leaves nothing
 * behind. A thread gets the worker that it had last, unless another one has it just now: its core
 * may still have those buffers in its cache, and nobody waits for anybody.
 */
final class Workers {

    /** Threads whose numbers differ by less don't share a hint; a power of two. */
    private static final int HINTS = 256;

    private volatile Place[] places = {};

    /** The place that a thread had last, by its number. Threads may overwrite each other's. */
    private final int[] last = new int[HINTS];

    /** A worker, which one thread has at a time: 0 where it is free, else 1. */
    @SuppressWarnings({"serial", "unused"}) // never written; the padding is there to be there
    static final class Place extends AtomicInteger {

        final Predictor.Worker worker;

        /** So that threads with places side by side don't write to the same cache lines. */
        private long p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15, p16;

        Place(Predictor.Worker worker) {
            super(1);
            this.worker = worker;
        }

        private boolean take() {
            return get() == 0 && compareAndSet(0, 1);
        }

        /** Gives it back. */
        void leave() {
            lazySet(0);
        }
    }

    /**
     * A place that nobody else has until it is left.
     *
     * @param predictor the owner, which makes one more where all are taken
     */
    Place take(Predictor predictor) {
        int thread = (int) Thread.currentThread().getId() & (HINTS - 1);
        Place[] all = places;
        int place = last[thread];
        return place < all.length && all[place].take()
                ? all[place]
                : takeAny(predictor, thread, all);
    }

    private Place takeAny(Predictor predictor, int thread, Place[] all) {
        for (int i = 0; i < all.length; i++) {
            if (all[i].take()) {
                last[thread] = i;
                return all[i];
            }
        }
        Place place = new Place(predictor.newWorker());
        last[thread] = add(place);
        return place;
    }

    private synchronized int add(Place place) {
        Place[] more = Arrays.copyOf(places, places.length + 1);
        more[places.length] = place;
        places = more;
        return more.length - 1;
    }
}
