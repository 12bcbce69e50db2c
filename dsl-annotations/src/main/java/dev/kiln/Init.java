package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the weights of a layer start, where the usual way (He's before ReLU-like activations, else
 * Glorot's) is not wanted.
 *
 * <pre>{@code
 * @Conv(filters = 16, kernel = 3) @Init(Initializer.GLOROT)  Layer conv;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Init {

    /** The distribution of the first weights. */
    Initializer value();
}
