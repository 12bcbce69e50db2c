package dev.kiln.runtime.train;

/**
 * Limits of gradients (Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural
 * networks", 2013).
 *
 * @param norm largest Euclidean norm of all gradients together; infinite for no limit
 * @param value largest absolute value of each element; infinite for no limit
 */
record Clipping(double norm, double value) {

    static final Clipping NONE = new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Keeps the division apart from 0, as PyTorch does. */
    private static final double EPSILON = 1e-6;

    boolean limitsNorm() {
        return !Double.isInfinite(norm);
    }

    /** Factor of all gradients, given their norm. */
    double factor(double actual) {
        return Math.min(1, norm / (actual + EPSILON));
    }
}
