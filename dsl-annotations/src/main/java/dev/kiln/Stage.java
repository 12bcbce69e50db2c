package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Repeats a block; the stride belongs to the first one.
 *
 * <pre>{@code
 * @Stage(blocks = 3, width = 32, stride = 2)  BasicBlock stage2;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Stage {

    /** How many blocks follow each other. */
    int blocks() default 1;

    /**
     * The meaning of {@link Sizes#WIDTH} in the block; to be left out where the block uses none.
     */
    int width() default 0;

    /** What {@link Sizes#STRIDE} means in the first block; 1 in the others. */
    int stride() default 1;
}
