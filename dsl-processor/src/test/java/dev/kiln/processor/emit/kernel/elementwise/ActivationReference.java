package dev.kiln.processor.emit.kernel.elementwise;

import dev.kiln.processor.graph.kernel.Activation;

/** Activations and their derivatives in double precision, by their definitions. */
public final class ActivationReference {

    private ActivationReference() {}

    static double value(Activation a, double x) {
        double p = a.parameter();
        return switch (a.kind()) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : p * x;
            case ELU -> x > 0 ? x : p * Math.expm1(x);
            case GELU -> x * normal(x);
            case GELU_TANH -> x / 2 * (1 + Math.tanh(inner(x)));
            case SILU -> x * sigmoid(x);
            case SIGMOID -> sigmoid(x);
            case TANH -> Math.tanh(x);
            case NONE, SOFTMAX -> throw new IllegalArgumentException(a.toString());
        };
    }

    static double derivative(Activation a, double x) {
        double p = a.parameter();
        return switch (a.kind()) {
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : p;
            case ELU -> x > 0 ? 1 : p * Math.exp(x);
            case GELU -> normal(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case GELU_TANH -> {
                double t = Math.tanh(inner(x));
                double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
                yield (1 + t) / 2 + x / 2 * (1 - t * t) * slope;
            }
            case SILU -> sigmoid(x) * (1 + x * (1 - sigmoid(x)));
            case SIGMOID -> sigmoid(x) * (1 - sigmoid(x));
            case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
            case NONE, SOFTMAX -> throw new IllegalArgumentException(a.toString());
        };
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double inner(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    /** The distribution function of the normal distribution, by Simpson's rule on its density. */
    private static double normal(double x) {
        double end = Math.max(-9, Math.min(9, x));
        int steps = 400;
        double h = end / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-i * h * i * h / 2);
        }
        return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
    }
}
