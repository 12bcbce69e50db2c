package dev.kiln;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The maximum or average of each channel over windows, or over the whole map.
 *
 * <pre>{@code
 * @Pool(size = 2)                                            Layer half;
 * @Pool(type = AVERAGE, size = 3, stride = 2, padding = 1)   Layer smooth;
 * @Pool(type = GLOBAL_AVERAGE)                               Layer whole;
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Pool {

    /** Maximum or average, windows or everything. */
    PoolType type() default PoolType.MAX;

    /** Size of the window: one number, or {rows, columns}. Global pools take none. */
    int[] size() default {};

    /**
     * Distance of neighboring windows: one number, or {vertical, horizontal}; none means the size.
     */
    int[] stride() default {};

    /** As for {@link Conv#padding}. Padding never wins a maximum. */
    int[] padding() default Sizes.VALID;

    /** AVERAGE only: whether padding counts among the numbers that are averaged. */
    boolean countPadding() default true;
}
