package dev.kiln.runtime.internal.panel;

/** The number that results are at least. */
final class Bound {

    /** No bound. */
    static final float NONE = Float.NEGATIVE_INFINITY;

    private Bound() {}

    /** That of ReLU, or none. */
    static float of(boolean relu) {
        return relu ? 0 : NONE;
    }
}
