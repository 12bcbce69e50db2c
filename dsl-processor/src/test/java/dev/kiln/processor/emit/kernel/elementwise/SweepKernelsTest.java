package dev.kiln.processor.emit.kernel.elementwise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.emit.kernel.CompiledKernels;
import dev.kiln.processor.emit.kernel.Samples;
import dev.kiln.processor.emit.kernel.loss.LossReference;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.ScaleInput;
import dev.kiln.processor.graph.kernel.ScaleInputBackward;
import dev.kiln.processor.graph.kernel.SoftmaxBackward;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.processor.graph.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Softmax, bias gradients and the scaling of inputs. */
public class SweepKernelsTest {

    private static final int SAMPLES = 3;

    @Test
    void softmaxIsThatOfTheDefinition() {
        SoftmaxForward k = new SoftmaxForward(4, 7);
        CompiledKernels kernels = CompiledKernels.of(k);
        int n = SAMPLES * 28;
        float[] x = Samples.normal(new Random(1), n);
        x[0] = 1e4f;
        x[8] = -1e4f;
        float[] y = Samples.empty(n);
        kernels.call(k, SAMPLES, x, y);
        Samples.assertClose(softmax(LossReference.doubles(x), n, 7), y, 1e-6, k);
        kernels.call(k, SAMPLES, x, x);
        assertArrayEquals(y, x);
    }

    @Test
    void softmaxGradientIsItsDerivative() {
        SoftmaxBackward k = new SoftmaxBackward(2, 5);
        CompiledKernels kernels = CompiledKernels.of(k);
        int n = SAMPLES * 10;
        float[] x = Samples.normal(new Random(2), n);
        float[] dy = Samples.normal(new Random(3), n);
        float[] y = Samples.empty(n);
        double[] exact = softmax(LossReference.doubles(x), n, 5);
        for (int i = 0; i < n; i++) {
            y[i] = (float) exact[i];
        }
        LossReference.Loss product =
                l -> {
                    double sum = 0;
                    double[] p = softmax(l, n, 5);
                    for (int i = 0; i < n; i++) {
                        sum += p[i] * dy[i];
                    }
                    return sum;
                };
        float[] dx = Samples.empty(n);
        kernels.call(k, SAMPLES, dy, y, dx);
        Samples.assertClose(LossReference.gradient(product, x, n), dx, 1e-6, k);
        kernels.call(k, SAMPLES, dy, y, dy);
        assertArrayEquals(dx, dy);
    }

    private static double[] softmax(double[] x, int n, int channels) {
        double[] y = new double[n];
        for (int from = 0; from < n; from += channels) {
            double[] log = LossReference.logSoftmax(x, from, channels);
            for (int i = 0; i < channels; i++) {
                y[from + i] = Math.exp(log[i]);
            }
        }
        return y;
    }

    /** To the bit: the sum is one chain, that begins with what is there. */
    @Test
    void biasGradientAddsPixelsInOrder() {
        for (int pixels : new int[] {1, 9}) {
            for (int channels : new int[] {1, 2, 6, 8, 9, 16, 17, 24, 30}) {
                BiasGradient k = new BiasGradient(pixels, channels);
                float[] dy = Samples.normal(new Random(4), SAMPLES * pixels * channels);
                float[] db = Samples.normal(new Random(5), channels);
                double[] expected = new double[channels];
                for (int c = 0; c < channels; c++) {
                    float sum = db[c];
                    for (int p = 0; p < SAMPLES * pixels; p++) {
                        sum += dy[p * channels + c];
                    }
                    expected[c] = sum;
                }
                CompiledKernels.of(k).call(k, SAMPLES, dy, db);
                Samples.assertClose(expected, db, 0, k);
            }
        }
    }

    @Test
    void inputsAreScaledByChannel() {
        for (int channels : new int[] {1, 3, 8, 9, 20}) {
            scaled(channels, false);
            scaled(channels, true);
        }
    }

    private static void scaled(int channels, boolean equal) {
        Shape shape = new Shape(2, 3, channels);
        List<Float> factor = new ArrayList<>();
        List<Float> offset = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            factor.add(equal ? 0.25f : 1f / (1 + c / 2));
            offset.add(equal ? -0.5f : -c / 3f);
        }
        ScaleInput forward = new ScaleInput(shape, factor, offset);
        ScaleInputBackward backward = new ScaleInputBackward(shape, factor);
        CompiledKernels kernels = CompiledKernels.of(forward, backward);
        int n = SAMPLES * shape.size();
        float[] x = Samples.normal(new Random(6), n);
        float[] y = Samples.empty(n);
        float[] dx = Samples.empty(n);
        kernels.call(forward, SAMPLES, x, y);
        kernels.call(backward, SAMPLES, x, dx);
        double[] scaled = new double[n];
        double[] gradient = new double[n];
        for (int i = 0; i < n; i++) {
            scaled[i] = Math.fma(x[i], factor.get(i % channels), offset.get(i % channels));
            gradient[i] = x[i] * factor.get(i % channels);
        }
        Samples.assertClose(scaled, y, 0, forward);
        Samples.assertClose(gradient, dx, 0, backward);
        float[] replaced = x.clone();
        kernels.call(forward, SAMPLES, replaced, replaced);
        assertArrayEquals(Arrays.copyOf(y, n), Arrays.copyOf(replaced, n));
    }

    @Test
    void everyChannelNeedsItsFactor() {
        Shape shape = new Shape(2, 2, 3);
        List<Float> two = List.of(1f, 2f);
        List<Float> three = List.of(1f, 2f, 3f);
        assertThrows(IllegalArgumentException.class, () -> new ScaleInput(shape, two, three));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInput(shape, three, two));
        assertThrows(IllegalArgumentException.class, () -> new ScaleInputBackward(shape, two));
    }

    @Test
    void equalNumbersShareOneLiteral() {
        Shape shape = new Shape(28, 28, 3);
        ScaleInput k =
                new ScaleInput(shape, Collections.nCopies(3, 0.5f), Collections.nCopies(3, -1f));
        String source = CompiledKernels.methods(k).get(0).toString();
        assertTrue(source.contains("output[i] = Math.fma(input[i], 0.5f, -1f)"), source);
        assertEquals("scaleInput28x28x3", k.name());
    }
}
