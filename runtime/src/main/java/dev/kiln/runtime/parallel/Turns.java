package dev.kiln.runtime.parallel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Places that chunks pass one by one, in order: each counts those that have passed. */
final class Turns {

    private AtomicIntegerArray places = new AtomicIntegerArray(0);

    /** So many places, which no chunk has passed. */
    void begin(int count) {
        if (places.length() < count) {
            places = new AtomicIntegerArray(count);
        }
        for (int i = 0; i < count; i++) {
            places.set(i, 0);
        }
    }

    /** How many chunks have passed a place. */
    int passed(int place) {
        return places.get(place);
    }

    /** Lets the next chunk have its turn; for the one whose turn it is. */
    void pass(int place) {
        places.set(place, places.get(place) + 1);
    }
}
