package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits that a model must keep to; the build fails where it doesn't.
 *
 * <pre>{@code
 * @Budget(parameters = 100_000, multiplyAdds = 5_000_000)
 * class Small { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Budget {

    /** Most numbers that are learned. */
    long parameters() default Long.MAX_VALUE;

    /** Most bytes of working memory for one sample in training, as the summary gives them. */
    long activationBytes() default Long.MAX_VALUE;

    /** Most multiply-adds for one sample, forward. */
    long multiplyAdds() default Long.MAX_VALUE;

    /** Most bytes of the weight file that is shipped, its header included. */
    long weightBytes() default Long.MAX_VALUE;
}
