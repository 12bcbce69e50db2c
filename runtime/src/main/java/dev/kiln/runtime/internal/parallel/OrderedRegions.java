package dev.kiln.runtime.internal.parallel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Regions that chunks go through one by one, in order: each counts those that have left. */
final class OrderedRegions {

    private AtomicIntegerArray left = new AtomicIntegerArray(0);

    /** So many regions, which no chunk has left. */
    void begin(int count) {
        if (left.length() < count) {
            left = new AtomicIntegerArray(count);
        }
        for (int i = 0; i < count; i++) {
            left.set(i, 0);
        }
    }

    /** How many chunks have left a region. */
    int left(int region) {
        return left.get(region);
    }

    /** Lets the next chunk in; for the one that is within. */
    void leave(int region) {
        left.set(region, left.get(region) + 1);
    }
}
