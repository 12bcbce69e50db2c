package dev.kiln;

/**
 * How weights start.
 *
 * <pre>{@code
 * @Init(Initializer.GLOROT)
 * }</pre>
 */
public enum Initializer {
    /** Normal, variance {@code 2 / inputs} (He et al. 2015). */
    HE,
    /** Uniform, variance {@code 2 / (inputs + outputs)} (Glorot and Bengio 2010). */
    GLOROT,
    /** All zero. */
    ZERO
}
