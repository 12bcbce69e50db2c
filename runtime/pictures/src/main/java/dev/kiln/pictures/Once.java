package dev.kiln.pictures;

import java.util.function.Supplier;

/** A value that is made when it is asked for first, and kept; one thread asks. */
final class Once<T> implements Supplier<T> {

    private final Supplier<T> source;
    private T made;

    Once(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        if (made == null) {
            made = source.get();
        }
        return made;
    }
}
