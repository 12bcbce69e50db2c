package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one sample looks like, and how raw values become what the first layer sees: {@code (x *
 * scale - mean) / deviation}. The preprocessing is part of the generated code, so applications pass
 * raw pixels.
 *
 * <pre>{@code
 * @Input(height = 32, width = 32, channels = 3, scale = 1 / 255.0,
 *        mean = {0.491, 0.482, 0.447}, deviation = {0.247, 0.243, 0.262})
 * @Input(channels = 13)                                    // a vector of 13 numbers
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Input {

    /** Rows of an image; 1 for vectors. */
    int height() default 1;

    /** Columns of an image; 1 for vectors. */
    int width() default 1;

    /** Numbers for each pixel, or the length of a vector. */
    int channels();

    /** What raw values are multiplied by first: {@code 1 / 255.0} turns bytes into 0 to 1. */
    double scale() default 1;

    /** What is subtracted after scaling: one number, or one for each channel. */
    double[] mean() default {};

    /** What is divided by then: one number, or one for each channel. */
    double[] deviation() default {};
}
