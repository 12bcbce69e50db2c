package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose fields are branches: each sees the input, and their outputs are joined along the
 * channels (Szegedy et al. 2015).
 *
 * <pre>{@code
 * @Inception
 * class Mixed {
 *     @Conv(filters = 64, kernel = 1, activation = RELU)   Layer one;
 *     @Conv(filters = 32, kernel = 3, activation = RELU)   Layer three;
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Inception {}
