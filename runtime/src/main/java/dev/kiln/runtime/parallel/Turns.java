package dev.kiln.runtime.parallel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Places that chunks pass one by one, in order: each holds twice the number of the chunk whose turn
 * it is, and one more while somebody is at work for that chunk.
 */
final class Turns {

    private AtomicIntegerArray places = new AtomicIntegerArray(0);

    /** So many places, and at each it is the turn of the first chunk. */
    void begin(int count) {
        if (places.length() < count) {
            places = new AtomicIntegerArray(count);
        }
        for (int i = 0; i < count; i++) {
            places.set(i, 0);
        }
    }

    /** The chunk whose turn it is, or -1 while somebody is at work for it. */
    int chunk(int place) {
        int state = places.get(place);
        return (state & 1) == 0 ? state >> 1 : -1;
    }

    /** Begins with a chunk, unless it is not its turn or somebody has begun. */
    boolean take(int place, int chunk) {
        return places.compareAndSet(place, 2 * chunk, 2 * chunk + 1);
    }

    /** Lets the next chunk have its turn. */
    void pass(int place, int chunk) {
        places.set(place, 2 * (chunk + 1));
    }

    /** Whether a chunk has passed all of some places. */
    boolean passed(int from, int count, int chunk) {
        for (int i = from; i < from + count; i++) {
            if (places.get(i) < 2 * (chunk + 1)) {
                return false;
            }
        }
        return true;
    }
}
