package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;
import java.util.List;

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

    /**
     * Names of the classes in the order of their numbers; empty if they are not known. Where both
     * are known, training and evaluation go by these names, not by the numbers.
     */
    default List<String> labels() {
        return List.of();
    }

    /**
     * Names of the numbers of a sample, those of columns for example; empty if they are not known.
     * Where both are known, data to evaluate on must have the names of the training data.
     */
    default List<String> inputNames() {
        return List.of();
    }

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
        return Selection.shuffled(this, seed);
    }

    /**
     * Two views without a common sample, which have all samples between them. Where samples have
     * classes, both parts have the same share of each, as far as whole samples allow. The same seed
     * gives the same parts.
     *
     * @param share to train on, between 0 and 1
     * @throws IllegalArgumentException if the share is not between 0 and 1, or there are fewer than
     *     two samples
     */
    default Split split(double share, long seed) {
        return Split.of(this, share, seed);
    }

    /**
     * A view of these samples, with classes numbered in the order of these names. Where the classes
     * have names already, they keep them and change their numbers; else class {@code i} gets the
     * name {@code labels.get(i)}. There may be more names than classes: of the others there are no
     * samples. An empty list takes the names away, so that numbers count.
     *
     * @throws IllegalArgumentException if a name is blank or stands there twice, if a class gets
     *     none, or if values are wanted
     */
    default Dataset labeled(List<String> labels) {
        return new Labeled(this, labels);
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
