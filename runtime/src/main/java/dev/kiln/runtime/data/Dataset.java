package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;

/**
 * Samples with what is wanted of them: a class each, or values each. Inputs are raw, pixels for
 * example from 0 to 255; preprocessing is part of the generated network. Reading must be safe from
 * several threads.
 */
public interface Dataset {

    /** Number of samples. */
    int size();

    /** Shape of one sample. */
    Shape shape();

    /** Number of classes; 0 if values are wanted. */
    int classes();

    /** Number of wanted values per sample; 0 if a class is wanted. */
    default int outputs() {
        return 0;
    }

    /**
     * Copies a sample in row, column, channel order.
     *
     * @param into receives {@code shape().size()} numbers from {@code offset} on. Modified.
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    void input(int index, float[] into, int offset);

    /**
     * Class of a sample, from 0 to {@code classes() - 1}.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if values are wanted
     */
    default int label(int index) {
        throw new IllegalStateException("this data set has values, no classes");
    }

    /**
     * Copies the wanted values of a sample.
     *
     * @param into receives {@code outputs()} numbers from {@code offset} on. Modified.
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if classes are wanted
     */
    default void values(int index, float[] into, int offset) {
        throw new IllegalStateException("this data set has classes, no values");
    }

    /**
     * The samples from {@code from} to {@code to - 1}, as a view.
     *
     * @throws IndexOutOfBoundsException if the range leaves this data set
     */
    default Dataset subset(int from, int to) {
        return new Subset(this, from, to);
    }

    /** The samples in random order, as a view; the same seed gives the same order. */
    default Dataset shuffled(long seed) {
        return new Shuffled(this, seed);
    }

    /**
     * Samples of unsigned bytes with a class each.
     *
     * @param pixels samples one after the other, each in row, column, channel order. Not copied.
     * @param labels class of each sample. Not copied.
     * @throws IllegalArgumentException if lengths disagree or a label is not below {@code classes}
     */
    static Dataset ofBytes(Shape shape, byte[] pixels, int[] labels, int classes) {
        return new ByteSamples(shape, pixels, labels, classes);
    }

    /**
     * Samples of floats with a class each.
     *
     * @param inputs samples one after the other, each in row, column, channel order. Not copied.
     * @param labels class of each sample. Not copied.
     * @throws IllegalArgumentException if lengths disagree or a label is not below {@code classes}
     */
    static Dataset ofFloats(Shape shape, float[] inputs, int[] labels, int classes) {
        return new FloatSamples(shape, inputs, labels, classes);
    }

    /**
     * Samples of floats with values each.
     *
     * @param inputs samples one after the other, each in row, column, channel order. Not copied.
     * @param outputs number of values per sample
     * @param values wanted values, sample by sample. Not copied.
     * @throws IllegalArgumentException if lengths disagree
     */
    static Dataset ofValues(Shape shape, float[] inputs, int outputs, float[] values) {
        return new ValueSamples(shape, inputs, outputs, values);
    }
}
