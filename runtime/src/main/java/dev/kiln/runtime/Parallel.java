package dev.kiln.runtime;

import java.util.function.IntConsumer;

/** Threads that share work. */
public interface Parallel {

    /** How many threads there are. */
    int threads();

    /**
     * Does all pieces of something, each once, several at the same time; returns when all are done.
     * Of at most as many pieces as threads, a thread takes that of its own number, which is in its
     * cache if it was there before.
     *
     * @param pieces how many there are
     * @param piece does one, by its number from 0
     * @throws RuntimeException what the earliest piece that failed has thrown
     */
    void forEach(int pieces, IntConsumer piece);

    /** The caller alone, who does all pieces in order. */
    static Parallel alone() {
        return Alone.CALLER;
    }
}
