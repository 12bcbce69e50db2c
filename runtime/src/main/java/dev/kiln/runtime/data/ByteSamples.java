package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.Objects;

/** Samples of unsigned bytes with a class each, in memory. */
final class ByteSamples implements Dataset {

    private final Shape shape;
    private final byte[] pixels;
    private final int[] labels;
    private final int classes;

    ByteSamples(Shape shape, byte[] pixels, int[] labels, int classes) {
        Lengths.notNull(shape, "the shape is");
        Lengths.notNull(pixels, "the pixels are");
        Lengths.notNull(labels, "the labels are");
        Lengths.check(shape, pixels.length, labels.length);
        Lengths.checkLabels(labels, classes);
        this.shape = shape;
        this.pixels = pixels;
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
        int size = shape.size();
        int from = Objects.checkIndex(index, labels.length) * size;
        for (int i = 0; i < size; i++) {
            into[offset + i] = pixels[from + i] & 0xFF;
        }
    }

    @Override
    public int label(int index) {
        return labels[index];
    }
}
