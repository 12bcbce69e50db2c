package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A layer in which every unit sees every input. Images are seen as vectors; there is no layer to
 * flatten them.
 *
 * <pre>{@code
 * @Dense(units = 120, activation = RELU)    Layer hidden;
 * @Dense(units = 10, activation = SOFTMAX)  Layer digit;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Dense {

    /** Numbers that come out. */
    int units();

    /** Whether a number is added to each unit. */
    boolean bias() default true;

    /** What is applied to the result. */
    Activation activation() default Activation.NONE;

    /** LEAKY_RELU only: the slope for negative values. */
    double slope() default 0.01;

    /** ELU only: the limit for negative values is {@code -alpha}. */
    double alpha() default 1;
}
