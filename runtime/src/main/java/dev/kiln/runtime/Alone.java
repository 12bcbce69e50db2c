package dev.kiln.runtime;

import java.util.function.IntConsumer;

/** A thread without help. */
enum Alone implements Parallel {
    CALLER;

    @Override
    public int threads() {
        return 1;
    }

    @Override
    public void forEach(int pieces, IntConsumer piece) {
        for (int i = 0; i < pieces; i++) {
            piece.accept(i);
        }
    }
}
