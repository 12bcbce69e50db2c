package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Leaves the parameters of a layer, or of everything in a block, as they were loaded. No gradient
 * code is generated for what needs none, and batch normalization keeps and uses its running
 * statistics.
 *
 * <pre>{@code
 * @Frozen @Stage(blocks = 3, width = 16)  BasicBlock features;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface Frozen {}
