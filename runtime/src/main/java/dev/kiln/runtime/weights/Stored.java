package dev.kiln.runtime.weights;

/** An array of a model that files hold under a name. */
public interface Stored {

    /** Name in files, for example {@code conv1.weight}. */
    String name();

    /** Orders of the elements in memory and in files. */
    Layout layout();

    /** The array itself, in memory order. */
    float[] values();

    /** Whether the elements are variances, which are never below 0. */
    boolean isVariance();
}
