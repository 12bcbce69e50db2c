package dev.kiln.runtime.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ActivationsTest {

    private static final double STEP = 1e-5;

    private interface Function {
        float of(float x);
    }

    private record Case(Function function, Function gradient, DoubleUnaryOperator exact) {}

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    static {
        CASES.put(
                "relu",
                new Case(
                        Activations::relu,
                        x -> Activations.reluGradient(Activations.relu(x)),
                        x -> Math.max(x, 0)));
        CASES.put(
                "leakyRelu",
                new Case(
                        x -> Activations.leakyRelu(x, 0.2f),
                        x -> Activations.leakyReluGradient(Activations.leakyRelu(x, 0.2f), 0.2f),
                        x -> x > 0 ? x : 0.2f * x));
        CASES.put(
                "elu",
                new Case(
                        x -> Activations.elu(x, 0.7f),
                        x -> Activations.eluGradient(Activations.elu(x, 0.7f), 0.7f),
                        x -> x > 0 ? x : 0.7f * StrictMath.expm1(x)));
        CASES.put(
                "sigmoid",
                new Case(
                        Activations::sigmoid,
                        x -> Activations.sigmoidGradient(Activations.sigmoid(x)),
                        x -> 1 / (1 + StrictMath.exp(-x))));
        CASES.put(
                "tanh",
                new Case(
                        Activations::tanh,
                        x -> Activations.tanhGradient(Activations.tanh(x)),
                        StrictMath::tanh));
        CASES.put(
                "gelu",
                new Case(
                        Activations::gelu,
                        Activations::geluGradient,
                        x -> 0.5 * x * (1 + ReferenceErf.erf(x / Math.sqrt(2)))));
        CASES.put(
                "geluTanh",
                new Case(
                        Activations::geluTanh,
                        Activations::geluTanhGradient,
                        x ->
                                0.5
                                        * x
                                        * (1
                                                + StrictMath.tanh(
                                                        Math.sqrt(2 / Math.PI)
                                                                * (x + 0.044715 * x * x * x)))));
        CASES.put(
                "silu",
                new Case(
                        Activations::silu,
                        Activations::siluGradient,
                        x -> x / (1 + StrictMath.exp(-x))));
    }

    @Test
    void valuesAndDerivativesFollowTheDefinition() {
        CASES.forEach(
                (name, c) -> {
                    for (int i = -2000; i <= 2000; i++) {
                        if (i == 0) {
                            continue;
                        }
                        float x = i * 0.01f;
                        double expected = c.exact.applyAsDouble(x);
                        double bound = 1e-6 * Math.max(1, Math.abs(expected));
                        assertEquals(expected, c.function.of(x), bound, name + "(" + x + ")");
                        double slope =
                                (c.exact.applyAsDouble(x + STEP) - c.exact.applyAsDouble(x - STEP))
                                        / (2 * STEP);
                        assertEquals(slope, c.gradient.of(x), 1e-6, name + "'(" + x + ")");
                    }
                });
    }

    @Test
    void farOutTheyAreAsymptotic() {
        for (float x : new float[] {1e2f, 1e4f, 1e19f, 1e30f, Float.MAX_VALUE}) {
            CASES.forEach(
                    (name, c) -> {
                        float right = name.equals("sigmoid") || name.equals("tanh") ? 1 : x;
                        assertEquals(right, c.function.of(x), name + "(" + x + ")");
                        assertEquals(right == 1 ? 0f : 1f, c.gradient.of(x), name + "'(" + x + ")");
                        assertTrue(Float.isFinite(c.function.of(-x)), name + "(-" + x + ")");
                        float left = name.equals("leakyRelu") ? 0.2f : 0f;
                        assertEquals(left, c.gradient.of(-x), 1e-30f, name + "'(-" + x + ")");
                    });
        }
    }

    @Test
    void nanPropagates() {
        CASES.forEach(
                (name, c) -> {
                    assertEquals(Float.NaN, c.function.of(Float.NaN), name);
                    assertEquals(Float.NaN, c.gradient.of(Float.NaN), name + "'");
                });
    }

    @Test
    void derivativesAtZeroAreThoseOfPyTorch() {
        for (float zero : new float[] {0f, -0f}) {
            assertEquals(0f, Activations.reluGradient(zero));
            assertEquals(0.2f, Activations.leakyReluGradient(zero, 0.2f));
            assertEquals(0.7f, Activations.eluGradient(zero, 0.7f));
            assertEquals(0.5f, Activations.geluGradient(zero));
            assertEquals(0.5f, Activations.geluTanhGradient(zero));
            assertEquals(0.5f, Activations.siluGradient(zero));
        }
    }
}
