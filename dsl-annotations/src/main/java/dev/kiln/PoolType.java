package dev.kiln;

/**
 * What a pool computes from its window.
 *
 * <pre>{@code
 * @Pool(type = GLOBAL_AVERAGE)  Layer pool;
 * }</pre>
 */
public enum PoolType {
    /** The largest number; of equals the first gets the gradient. */
    MAX,
    /** The mean. */
    AVERAGE,
    /** The largest number of each channel. */
    GLOBAL_MAX,
    /** The mean of each channel. */
    GLOBAL_AVERAGE
}
