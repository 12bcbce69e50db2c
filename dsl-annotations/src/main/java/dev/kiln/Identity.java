package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What comes in goes out: a branch of an {@link Inception} that keeps the input, as in DenseNet.
 *
 * <pre>{@code
 * @Inception
 * class DenseLayer {
 *     @Identity                                Layer input;
 *     @Conv(filters = 12, kernel = 3)          Layer growth;
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Identity {}
