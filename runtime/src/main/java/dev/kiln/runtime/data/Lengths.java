package dev.kiln.runtime.data;

import dev.kiln.runtime.Shape;

/** Whether the arrays of a data set in memory agree with each other. */
final class Lengths {

    private Lengths() {}

    static void check(Shape shape, int elements, int samples) {
        if (elements != (long) samples * shape.size()) {
            throw new IllegalArgumentException(
                    samples
                            + " samples of "
                            + shape
                            + " need "
                            + (long) samples * shape.size()
                            + " elements, but there are "
                            + elements);
        }
    }

    /** {@code what}: for example {@code the labels are}. */
    static void notNull(Object value, String what) {
        if (value == null) {
            throw new NullPointerException(what + " null");
        }
    }

    static void checkLabels(int[] labels, int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException(
                    "the number of classes is " + classes + ", expected at least 1");
        }
        for (int i = 0; i < labels.length; i++) {
            checkLabel(i, labels[i], classes);
        }
    }

    static void checkLabel(int sample, int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "sample "
                            + sample
                            + " is of class "
                            + label
                            + ", expected 0 to "
                            + (classes - 1));
        }
    }
}
