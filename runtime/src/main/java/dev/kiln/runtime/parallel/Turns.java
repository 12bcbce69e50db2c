package dev.kiln.runtime.parallel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Places that chunks pass one by one, in order: each holds the chunk whose turn it is. */
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

    /** The chunk whose turn it is. */
    int chunk(int place) {
        return places.get(place);
    }

    /** Lets the next chunk have its turn. */
    void pass(int place, int chunk) {
        places.set(place, chunk + 1);
    }
}
