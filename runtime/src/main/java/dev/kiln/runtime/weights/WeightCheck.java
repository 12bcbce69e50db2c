package dev.kiln.runtime.weights;

/** Which numbers are allowed when weights are loaded. */
public enum WeightCheck {
    /** No weight is NaN or infinite, and no variance is negative: what is loaded otherwise too. */
    FINITE,
    /** Numbers are taken as they are, for example to look at a network that exploded. */
    NONE
}
