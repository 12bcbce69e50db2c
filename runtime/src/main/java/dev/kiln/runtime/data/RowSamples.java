package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.List;
import java.util.Objects;

/** Vectors with a class each, or with values each, in memory. */
final class RowSamples implements Dataset {

    private final Rows inputs;
    private final int[] labels;
    private final int classes;
    private final Rows values;
    private final List<String> names;

    private RowSamples(Rows inputs, int[] labels, int classes, Rows values, List<String> names) {
        this.names = List.copyOf(names);
        this.inputs = inputs;
        this.labels = labels;
        this.classes = classes;
        this.values = values;
    }

    static RowSamples ofClasses(Rows inputs, int[] labels, int classes, List<String> names) {
        return new RowSamples(inputs, labels, classes, new Rows(1), names);
    }

    static RowSamples ofValues(Rows inputs, Rows values, List<String> names) {
        return new RowSamples(inputs, new int[0], 0, values, names);
    }

    @Override
    public int size() {
        return inputs.size();
    }

    @Override
    public Shape shape() {
        return Shape.vector(inputs.columns());
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public List<String> inputNames() {
        return names;
    }

    @Override
    public int outputs() {
        return classes > 0 ? 0 : values.columns();
    }

    @Override
    public void input(int index, float[] into, int offset) {
        inputs.copy(index, into, offset);
    }

    @Override
    public int label(int index) {
        return classes > 0 ? labels[Objects.checkIndex(index, size())] : Dataset.super.label(index);
    }

    @Override
    public void values(int index, float[] into, int offset) {
        if (classes > 0) {
            Dataset.super.values(index, into, offset);
        } else {
            values.copy(index, into, offset);
        }
    }
}
