package dev.kiln.processor.gradient;

import java.util.Arrays;

/**
 * Activations in double precision, from their definitions. Flat ones have a slope or alpha of 0:
 * their outputs don't tell their derivatives.
 */
enum Function {
    NONE,
    RELU,
    LEAKY_RELU,
    FLAT_LEAKY_RELU,
    ELU,
    FLAT_ELU,
    GELU,
    GELU_TANH,
    SILU,
    SIGMOID,
    TANH,
    SOFTMAX;

    static final double SLOPE = 0.125;
    static final double ALPHA = 0.75;

    /** As the value of an annotation's attribute. */
    String text(String attribute) {
        return attribute
                + " = "
                + name().replace("FLAT_", "")
                + switch (this) {
                    case LEAKY_RELU -> ", slope = " + SLOPE;
                    case FLAT_LEAKY_RELU -> ", slope = 0";
                    case ELU -> ", alpha = " + ALPHA;
                    case FLAT_ELU -> ", alpha = 0";
                    default -> "";
                };
    }

    /** As the attribute of a layer, behind others. */
    String asAttribute() {
        return this == NONE ? "" : ", " + text("activation");
    }

    /**
     * How far the nearest value is from a point without derivative, as a part of the largest value.
     * Exactly 0 is what dead ReLUs and padding make, and it doesn't move.
     */
    double margin(Image x) {
        double largest = Arrays.stream(x.data()).map(Math::abs).max().orElseThrow();
        return switch (this) {
            case RELU, LEAKY_RELU, FLAT_LEAKY_RELU, ELU, FLAT_ELU ->
                    Arrays.stream(x.data())
                            .map(value -> Math.abs(value) / largest)
                            .filter(distance -> distance > 0)
                            .min()
                            .orElse(Double.POSITIVE_INFINITY);
            default -> Double.POSITIVE_INFINITY;
        };
    }

    Image of(Image x) {
        Image y = Image.empty(x.height(), x.width(), x.channels());
        for (int i = 0; i < y.data().length; i++) {
            y.data()[i] = this == SOFTMAX ? softmax(x, i) : of(x.data()[i]);
        }
        return y;
    }

    private static double softmax(Image x, int i) {
        int from = i - i % x.channels();
        double sum = 0;
        for (int c = 0; c < x.channels(); c++) {
            sum += Math.exp(x.data()[from + c] - x.data()[i]);
        }
        return 1 / sum;
    }

    private double of(double x) {
        return switch (this) {
            case NONE, SOFTMAX -> x;
            case RELU, FLAT_LEAKY_RELU, FLAT_ELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : SLOPE * x;
            case ELU -> x > 0 ? x : ALPHA * Math.expm1(x);
            case GELU -> x * normal(x);
            case GELU_TANH ->
                    0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case SILU -> x / (1 + Math.exp(-x));
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
        };
    }

    /** The normal distribution function by its series, as long as its terms count. */
    private static double normal(double x) {
        if (Math.abs(x) > 37) {
            return x > 0 ? 1 : 0;
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }
}
