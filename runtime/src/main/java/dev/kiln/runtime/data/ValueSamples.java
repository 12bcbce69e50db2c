package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.Objects;

/** Samples of floats with values each, in memory. */
final class ValueSamples implements Dataset {

    private final Shape shape;
    private final float[] inputs;
    private final int outputs;
    private final float[] values;
    private final int size;

    ValueSamples(Shape shape, float[] inputs, int outputs, float[] values) {
        Lengths.notNull(shape, "the shape is");
        Lengths.notNull(inputs, "the inputs are");
        Lengths.notNull(values, "the values are");
        if (outputs < 1 || values.length % outputs != 0) {
            throw new IllegalArgumentException(
                    values.length + " values are not " + outputs + " per sample");
        }
        this.size = values.length / outputs;
        Lengths.check(shape, inputs.length, size);
        this.shape = shape;
        this.inputs = inputs;
        this.outputs = outputs;
        this.values = values;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public void input(int index, float[] into, int offset) {
        int from = Objects.checkIndex(index, size) * shape.size();
        System.arraycopy(inputs, from, into, offset, shape.size());
    }

    @Override
    public void values(int index, float[] into, int offset) {
        int from = Objects.checkIndex(index, size) * outputs;
        System.arraycopy(values, from, into, offset, outputs);
    }
}
