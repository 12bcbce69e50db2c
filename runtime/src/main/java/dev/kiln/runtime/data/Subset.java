package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.Objects;

/** A range of another data set. */
record Subset(Dataset whole, int from, int to) implements Dataset {

    Subset {
        Objects.checkFromToIndex(from, to, whole.size());
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public Shape shape() {
        return whole.shape();
    }

    @Override
    public int classes() {
        return whole.classes();
    }

    @Override
    public int outputs() {
        return whole.outputs();
    }

    @Override
    public void input(int index, float[] into, int offset) {
        whole.input(from + Objects.checkIndex(index, size()), into, offset);
    }

    @Override
    public int label(int index) {
        return whole.label(from + Objects.checkIndex(index, size()));
    }

    @Override
    public void values(int index, float[] into, int offset) {
        whole.values(from + Objects.checkIndex(index, size()), into, offset);
    }
}
