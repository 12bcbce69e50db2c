package dev.kiln;

/**
 * Constants for attributes that take numbers, meant for a static import.
 *
 * <pre>{@code
 * @Conv(filters = 16, kernel = 5, padding = VALID)             Layer conv2;
 * @Conv(filters = 4 * WIDTH, kernel = 1, stride = STRIDE)      Layer expand;
 * @Conv(filters = 6 * IN, kernel = 1)                          Layer widen;
 * }</pre>
 *
 * <p>javac folds arithmetic on constants before a processor sees it, so WIDTH and IN are numbers
 * from which products and quotients with small numbers can be told apart again: WIDTH is large and
 * positive, IN large and negative, and both can be divided by everything up to 16.
 */
public final class Sizes {

    /** Padding that keeps the size of an image at stride 1. */
    public static final int SAME = -1;

    /** No padding. */
    public static final int VALID = -2;

    /** In a block: the stride that its user gives with {@link Stage}. */
    public static final int STRIDE = -3;

    /**
     * In a block: the width that its user gives with {@link Stage}. 15 times the least common
     * multiple of 1 to 16.
     */
    public static final int WIDTH = 15 * 720_720;

    /** In a block or a model: the number of channels that come into the layer. */
    public static final int IN = -WIDTH;

    private Sizes() {}
}
