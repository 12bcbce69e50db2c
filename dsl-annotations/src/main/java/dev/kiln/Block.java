package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose fields are chained, to be used as one field of others.
 *
 * <pre>{@code
 * @Block
 * class Separable {
 *     @Conv(filters = IN, kernel = 3, groups = IN)      Layer depthWise;
 *     @Conv(filters = WIDTH, kernel = 1)                Layer pointWise;
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Block {}
