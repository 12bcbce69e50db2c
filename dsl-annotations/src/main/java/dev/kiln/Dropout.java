package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In training sets a share of the numbers to zero and scales the others up (Srivastava et al.
 * 2014); else nothing.
 *
 * <pre>{@code
 * @Dropout(rate = 0.5)  Layer drop;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Dropout {

    /** Share that is set to zero, 0 to below 1. */
    double rate();
}
