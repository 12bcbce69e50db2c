package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.Objects;

/** Samples of floats with a class each, in memory. */
final class FloatSamples implements Dataset {

    private final Shape shape;
    private final float[] inputs;
    private final int[] labels;
    private final int classes;

    FloatSamples(Shape shape, float[] inputs, int[] labels, int classes) {
        Lengths.notNull(shape, "the shape is");
        Lengths.notNull(inputs, "the inputs are");
        Lengths.notNull(labels, "the labels are");
        Lengths.check(shape, inputs.length, labels.length);
        Lengths.checkLabels(labels, classes);
        this.shape = shape;
        this.inputs = inputs;
        this.labels = labels;
        this.classes = classes;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public void input(int index, float[] into, int offset) {
        int from = Objects.checkIndex(index, labels.length) * shape.size();
        System.arraycopy(inputs, from, into, offset, shape.size());
    }

    @Override
    public int label(int index) {
        return labels[index];
    }
}
