package dev.kiln.runtime.data;

import java.util.Objects;

/** A range of another data set. */
final class Subset extends View {

    private final int from;
    private final int size;

    Subset(Dataset whole, int from, int to) {
        super(whole);
        Objects.checkFromToIndex(from, to, whole.size());
        this.from = from;
        this.size = to - from;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    int place(int index) {
        return from + Objects.checkIndex(index, size);
    }
}
