package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Batch normalization as a layer of its own (Ioffe and Szegedy 2015), for pre-activation networks.
 *
 * <pre>{@code
 * @BatchNorm       Layer norm;
 * @Activate(RELU)  Layer relu;
 * @Conv(filters = 64, kernel = 3, bias = false)  Layer conv;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface BatchNorm {

    /** Added to the variance. */
    double epsilon() default 1e-5;

    /** Share of a batch in the running statistics. */
    double momentum() default 0.1;

    /** Whether channels are multiplied and shifted by learned numbers after they are normalized. */
    boolean affine() default true;
}
