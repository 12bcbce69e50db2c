package dev.kiln;

/**
 * An element-wise non-linearity, or softmax.
 *
 * <pre>{@code
 * @Conv(filters = 6, kernel = 5, activation = RELU)  Layer conv1;
 * }</pre>
 */
public enum Activation {
    /** Nothing. */
    NONE,
    /** {@code max(x, 0)}; its derivative at 0 is 0. */
    RELU,
    /** {@code x}, or {@code slope * x} where x is negative. */
    LEAKY_RELU,
    /** {@code x}, or {@code alpha * (e^x - 1)} where x is negative (Clevert et al. 2016). */
    ELU,
    /** {@code x} times the normal distribution function of x (Hendrycks and Gimpel 2016). */
    GELU,
    /** The approximation of {@link #GELU} by a hyperbolic tangent. */
    GELU_TANH,
    /** {@code x * sigmoid(x)} (Elfwing et al. 2018). */
    SILU,
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** Exponentials divided by their sum, over the channels: probabilities. */
    SOFTMAX
}
