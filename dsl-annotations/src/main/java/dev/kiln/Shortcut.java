package dev.kiln;

/**
 * How the input of a {@link Residual} reaches the sum.
 *
 * <pre>{@code
 * @Residual(shortcut = CONVOLUTION)
 * }</pre>
 */
public enum Shortcut {
    /** Identity where the shapes agree, else a 1x1 convolution. */
    AUTO,
    /** As it is. */
    IDENTITY,
    /** Through a 1x1 convolution with the stride that is needed. */
    CONVOLUTION
}
