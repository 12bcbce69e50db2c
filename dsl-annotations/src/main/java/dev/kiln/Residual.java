package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A chain with a shortcut around it, whose result is added (He et al. 2016). Also stands on a
 * single field.
 *
 * <pre>{@code
 * @Residual(activation = RELU)
 * class BasicBlock {
 *     @Conv(filters = WIDTH, kernel = 3, stride = STRIDE, activation = RELU)  Layer first;
 *     @Conv(filters = WIDTH, kernel = 3)                                      Layer second;
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Residual {

    /** How the input reaches the sum; AUTO picks by shape. */
    Shortcut shortcut() default Shortcut.AUTO;

    /** What is applied to the sum. */
    Activation activation() default Activation.NONE;

    /** LEAKY_RELU only: the slope for negative values. */
    double slope() default 0.01;

    /** ELU only: the limit for negative values is {@code -alpha}. */
    double alpha() default 1;
}
