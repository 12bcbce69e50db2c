package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A convolution (cross-correlation, as everywhere in this field) with zero padding.
 *
 * <pre>{@code
 * @Conv(filters = 64, kernel = 3, activation = RELU)             Layer conv;
 * @Conv(filters = 64, kernel = 3, stride = 2, padding = {0, 1, 0, 1}, bias = false)  Layer down;
 * @Conv(filters = 32, kernel = {1, 7})                           Layer wide;
 * @Conv(filters = 32, kernel = 3, groups = 32)                   Layer depthWise;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Conv {

    /** Output channels. */
    int filters();

    /** Size of the kernel: one number, or {rows, columns}. */
    int[] kernel();

    /** Distance of neighboring windows: one number, or {vertical, horizontal}. */
    int[] stride() default 1;

    /**
     * Zeros around the image: SAME, VALID, one number, {vertical, horizontal} or {top, bottom,
     * left, right}. SAME is {@code dilation * (kernel - 1)} in all, the odd one at the bottom and
     * right; it does not depend on the size of the image.
     */
    int[] padding() default Sizes.SAME;

    /** Distance of neighboring taps of the kernel: one number, or {vertical, horizontal}. */
    int[] dilation() default 1;

    /** Groups of channels that don't see each other; as many as there are channels: depth-wise. */
    int groups() default 1;

    /** Whether a number is added to each output channel. */
    boolean bias() default true;

    /** What is applied to the result. */
    Activation activation() default Activation.NONE;

    /** LEAKY_RELU only: the slope for negative values. */
    double slope() default 0.01;

    /** ELU only: the limit for negative values is {@code -alpha}. */
    double alpha() default 1;
}
