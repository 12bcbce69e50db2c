package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An activation as a layer of its own, for example before a convolution.
 *
 * <pre>{@code
 * @Activate(RELU)                       Layer relu;
 * @Activate(value = ELU, alpha = 0.5)   Layer elu;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Activate {

    /** The activation. */
    Activation value();

    /** LEAKY_RELU only: the slope for negative values. */
    double slope() default 0.01;

    /** ELU only: the limit for negative values is {@code -alpha}. */
    double alpha() default 1;
}
