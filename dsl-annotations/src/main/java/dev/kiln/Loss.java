package dev.kiln;

/**
 * What training makes small; all are means over the batch.
 *
 * <pre>{@code
 * @Model(input = @Input(channels = 4), loss = MEAN_SQUARED_ERROR)
 * }</pre>
 */
public enum Loss {
    /** Cross-entropy after SOFTMAX, binary cross-entropy after SIGMOID, else mean squared error. */
    AUTO,
    /** Negative logarithm of the probability of the right class, computed from logits. */
    CROSS_ENTROPY,
    /** Cross-entropy of yes or no for each output, computed from logits. */
    BINARY_CROSS_ENTROPY,
    /** Mean of {@code (output - target)^2} over all outputs. */
    MEAN_SQUARED_ERROR
}
