package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What keeps a network from learning its data by heart. On a class it is the default of everything
 * in it, on a field it overrides that; only attributes that are written count.
 *
 * <pre>{@code
 * @Regularize(l2 = 1e-4, batchNorm = true)
 * class ResNet { ... }
 *
 * @Dense(units = 120, activation = RELU) @Regularize(dropout = 0.25)  Layer hidden;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Regularize {

    /** Factor of the sum of absolute weights in the loss. */
    double l1() default 0;

    /** Factor of the sum of squared weights in the loss. */
    double l2() default 0;

    /** Share of the outputs that training sets to zero. */
    double dropout() default 0;

    /** Whether batch normalization follows. */
    boolean batchNorm() default false;
}
