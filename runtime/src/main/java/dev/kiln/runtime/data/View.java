package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.List;

/** Samples of another data set, with the same classes, read where they are. */
abstract class View implements Dataset {

    private final Dataset whole;

    View(Dataset whole) {
        this.whole = whole;
    }

    /** Number of a sample in the whole data set. */
    abstract int place(int index);

    final Dataset whole() {
        return whole;
    }

    @Override
    public final Shape shape() {
        return whole.shape();
    }

    @Override
    public int classes() {
        return whole.classes();
    }

    @Override
    public List<String> labels() {
        return whole.labels();
    }

    @Override
    public final List<String> inputNames() {
        return whole.inputNames();
    }

    @Override
    public final int outputs() {
        return whole.outputs();
    }

    @Override
    public final void input(int index, float[] into, int offset) {
        whole.input(place(index), into, offset);
    }

    @Override
    public int label(int index) {
        return whole.label(place(index));
    }

    @Override
    public final void values(int index, float[] into, int offset) {
        whole.values(place(index), into, offset);
    }
}
