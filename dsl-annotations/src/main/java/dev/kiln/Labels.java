package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The names of the classes, in the order of the outputs. The generated predictor returns them.
 *
 * <pre>{@code
 * @Model(input = @Input(height = 64, width = 64, channels = 3))
 * @Labels({"cat", "dog"})
 * class Pets { ... }
 *
 * String animal = predictor.label(pixels);
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Labels {

    /** One name for each output. */
    String[] value();
}
