package dev.kiln.processor.emit.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.emit.kernel.CompiledKernels;
import dev.kiln.processor.emit.kernel.Samples;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Activation.Kind;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.shape.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

public class ActivationKernelsTest {

    private static final int SAMPLES = 3;
    private static final int SIZE = 40;
    private static final int N = SAMPLES * SIZE;

    private static final List<Activation> ACTIVATIONS =
            List.of(
                    new Activation(Kind.RELU, 0),
                    new Activation(Kind.LEAKY_RELU, 0.01f),
                    new Activation(Kind.LEAKY_RELU, 0.3f),
                    new Activation(Kind.LEAKY_RELU, 0f),
                    new Activation(Kind.LEAKY_RELU, 1.5f),
                    new Activation(Kind.LEAKY_RELU, -0.5f),
                    new Activation(Kind.ELU, 1f),
                    new Activation(Kind.ELU, 0.7f),
                    new Activation(Kind.ELU, -0.5f),
                    new Activation(Kind.GELU, 0),
                    new Activation(Kind.GELU_TANH, 0),
                    new Activation(Kind.SILU, 0),
                    new Activation(Kind.SIGMOID, 0),
                    new Activation(Kind.TANH, 0));

    private static CompiledKernels kernels;

    @BeforeAll
    static void compile() {
        kernels =
                CompiledKernels.of(
                        ACTIVATIONS.stream()
                                .<Kernel>flatMap(a -> Stream.of(forward(a), backward(a)))
                                .toList());
    }

    private static ActivationForward forward(Activation a) {
        return new ActivationForward(a, SIZE);
    }

    private static ActivationBackward backward(Activation a) {
        return new ActivationBackward(a, new Shape(1, 1, SIZE));
    }

    /** Both signs, both zeros, tiny and large numbers. */
    private static float[] inputs() {
        float[] x = Samples.normal(new Random(1), N);
        float[] special = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-20f, -1e-20f, 30f, -30f};
        System.arraycopy(special, 0, x, 0, special.length);
        for (int i = special.length; i < N; i++) {
            x[i] *= 3;
        }
        return x;
    }

    @Test
    void valuesAreThoseOfTheDefinition() {
        float[] x = inputs();
        for (Activation a : ACTIVATIONS) {
            float[] y = Samples.empty(N);
            kernels.call(forward(a), SAMPLES, x, y);
            double[] expected = new double[N];
            for (int i = 0; i < N; i++) {
                expected[i] = ActivationReference.value(a, x[i]);
            }
            Samples.assertClose(expected, y, 1e-6, a);
        }
    }

    @Test
    void gradientIsMultipliedByTheDerivative() {
        float[] x = inputs();
        float[] dy = Samples.normal(new Random(2), N);
        for (Activation a : ACTIVATIONS) {
            float[] y = Samples.empty(N);
            float[] dx = Samples.empty(N);
            kernels.call(forward(a), SAMPLES, x, y);
            kernels.call(backward(a), SAMPLES, dy, a.differentiableFromOutput() ? y : x, dx);
            double[] expected = new double[N];
            for (int i = 0; i < N; i++) {
                expected[i] = dy[i] * ActivationReference.derivative(a, x[i]);
            }
            // The output of a saturated sigmoid, tanh or ELU has lost digits that its derivative
            // needs.
            Samples.assertClose(expected, dx, 3e-6, a);
        }
    }

    @Test
    void bothWorkInPlace() {
        for (Activation a : ACTIVATIONS) {
            float[] x = inputs();
            float[] dy = Samples.normal(new Random(3), N);
            float[] y = Samples.empty(N);
            float[] dx = Samples.empty(N);
            kernels.call(forward(a), SAMPLES, x, y);
            kernels.call(backward(a), SAMPLES, dy, a.differentiableFromOutput() ? y : x, dx);
            float[] kept = x.clone();
            kernels.call(forward(a), SAMPLES, x, x);
            assertArrayEquals(y, x, a.toString());
            kernels.call(backward(a), SAMPLES, dy, a.differentiableFromOutput() ? y : kept, dy);
            assertArrayEquals(dx, dy, a.toString());
            assertTrue(forward(a).inPlace() && backward(a).inPlace());
        }
    }

    @Test
    void derivativesAtZeroAreThoseOfPyTorch() {
        assertEquals(0f, slopeAtZero(new Activation(Kind.RELU, 0)));
        assertEquals(0.3f, slopeAtZero(new Activation(Kind.LEAKY_RELU, 0.3f)));
        assertEquals(1.5f, slopeAtZero(new Activation(Kind.LEAKY_RELU, 1.5f)));
        assertEquals(0.7f, slopeAtZero(new Activation(Kind.ELU, 0.7f)));
        assertEquals(-0.5f, slopeAtZero(new Activation(Kind.ELU, -0.5f)));
    }

    private static float slopeAtZero(Activation a) {
        float[] one = new float[SIZE];
        float[] zero = new float[SIZE];
        one[0] = 1;
        one[1] = 1;
        zero[1] = -0f;
        float[] y = new float[SIZE];
        kernels.call(forward(a), 1, zero, y);
        float[] dx = new float[SIZE];
        kernels.call(backward(a), 1, one, a.differentiableFromOutput() ? y : zero, dx);
        assertEquals(dx[0], dx[1], "at both zeros");
        return dx[0];
    }

    @Test
    void nanStaysNan() {
        for (Activation a : ACTIVATIONS) {
            float[] x = new float[SIZE];
            x[5] = Float.NaN;
            float[] y = new float[SIZE];
            kernels.call(forward(a), 1, x, y);
            assertTrue(Float.isNaN(y[5]), a.toString());
        }
    }

    @Test
    void reluPassesInfinityAndBlocksInfiniteGradients() {
        Activation relu = new Activation(Kind.RELU, 0);
        float[] x = new float[SIZE];
        float[] dy = new float[SIZE];
        x[0] = Float.POSITIVE_INFINITY;
        x[1] = Float.NEGATIVE_INFINITY;
        dy[0] = 2f;
        dy[1] = Float.POSITIVE_INFINITY;
        float[] y = new float[SIZE];
        float[] dx = new float[SIZE];
        kernels.call(forward(relu), 1, x, y);
        kernels.call(backward(relu), 1, dy, y, dx);
        assertEquals(Float.POSITIVE_INFINITY, y[0]);
        assertEquals(0f, y[1]);
        assertEquals(2f, dx[0]);
        assertEquals(0f, dx[1]);
    }

    @Test
    void softmaxIsNotElementwise() {
        Activation softmax = new Activation(Kind.SOFTMAX, 0);
        assertThrows(IllegalArgumentException.class, () -> new ActivationForward(softmax, 4));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ActivationBackward(softmax, new Shape(1, 1, 4)));
    }
}
