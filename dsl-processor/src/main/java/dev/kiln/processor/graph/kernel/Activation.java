package dev.kiln.processor.graph.kernel;

/**
 * An element-wise non-linearity, or softmax along the channels. {@code parameter}: slope of leaky
 * ReLU, alpha of ELU.
 */
public record Activation(Kind kind, float parameter) {

    public static final Activation NONE = new Activation(Kind.NONE, 0);

    /** Names are those of the annotation's enum. */
    public enum Kind {
        NONE,
        RELU,
        LEAKY_RELU,
        ELU,
        GELU,
        GELU_TANH,
        SILU,
        SIGMOID,
        TANH,
        SOFTMAX;
    }

    public boolean isNone() {
        return kind == Kind.NONE;
    }

    /**
     * Whether each output depends on one input only, so that a kernel can apply it to what it is
     * about to store.
     */
    public boolean isElementwise() {
        return kind != Kind.NONE && kind != Kind.SOFTMAX;
    }

    /**
     * Whether the derivative can be computed from the output alone, so that the input need not be
     * kept.
     */
    public boolean differentiableFromOutput() {
        return switch (kind) {
            case RELU, SIGMOID, TANH, SOFTMAX -> true;
            case LEAKY_RELU, ELU -> parameter > 0;
            case NONE, GELU, GELU_TANH, SILU -> false;
        };
    }

    /** Whether He's initialization suits the layer in front of it. */
    public boolean isReluLike() {
        return switch (kind) {
            case RELU, LEAKY_RELU, ELU, GELU, GELU_TANH, SILU -> true;
            case NONE, SIGMOID, TANH, SOFTMAX -> false;
        };
    }
}
