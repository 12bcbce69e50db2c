package dev.kiln.processor.emit.kernel.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.emit.kernel.CompiledKernels;
import dev.kiln.processor.emit.kernel.MethodSizes;
import dev.kiln.processor.emit.kernel.Samples;
import dev.kiln.processor.graph.kernel.BinaryCrossEntropy;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LabelWeights;
import dev.kiln.processor.graph.kernel.MeanSquaredError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

public class LossKernelsTest {

    private static final int SAMPLES = 6;
    private static final int SIZE = 5;
    private static final int N = SAMPLES * SIZE;
    private static final int[] LABELS = {4, 0, 2, 2, 1, 3, 99};
    private static final float[] SMOOTHING = {0f, 0.1f, 0.35f};
    private static final List<List<Float>> WEIGHTS =
            List.of(List.of(), List.of(1f, 0.5f, 2f, 0.5f, 3f), Collections.nCopies(SIZE, 2f));

    /** Each in a class of its own: a model has one loss, whose name says no more than its size. */
    private static final Map<Kernel, CompiledKernels> KERNELS = new HashMap<>();

    private static double call(Kernel k, int samples, Object... arrays) {
        return KERNELS.computeIfAbsent(k, CompiledKernels::of).call(k, samples, arrays);
    }

    /** The mean loss, of a batch that is one chunk. */
    private static double loss(Kernel k, int samples, Object... arrays) {
        double divisor = (double) samples * (k instanceof CrossEntropy ? 1 : SIZE);
        if (k instanceof CrossEntropy c && !c.classWeights().isEmpty()) {
            divisor = call(new LabelWeights(c.classWeights()), samples, arrays[1]);
        }
        double[] losses = new double[samples];
        List<Object> arguments = new ArrayList<>(List.of(arrays));
        arguments.add(losses);
        if (k.divides()) {
            arguments.add(divisor);
        }
        call(k, samples, arguments.toArray());
        return Arrays.stream(losses).sum() / divisor;
    }

    private static List<CrossEntropy> crossEntropies(boolean gradient) {
        List<CrossEntropy> kernels = new ArrayList<>();
        for (float smoothing : SMOOTHING) {
            for (List<Float> weights : WEIGHTS) {
                kernels.add(new CrossEntropy(SIZE, smoothing, weights, gradient));
            }
        }
        return kernels;
    }

    @Test
    void crossEntropyIsThatOfTheDefinition() {
        for (CrossEntropy k : crossEntropies(false)) {
            float[] x = Samples.normal(new Random(1), N);
            double expected =
                    LossReference.crossEntropy(k, LossReference.doubles(x), LABELS, SAMPLES);
            assertEquals(expected, loss(k, SAMPLES, x, LABELS), 1e-6, k::toString);
        }
    }

    @Test
    void crossEntropyGradientIsItsDerivative() {
        for (CrossEntropy k : crossEntropies(true)) {
            float[] x = Samples.normal(new Random(2), N);
            float[] dx = Samples.empty(N);
            double loss = loss(k, SAMPLES, x, LABELS, dx);
            CrossEntropy alone = new CrossEntropy(SIZE, k.smoothing(), k.classWeights(), false);
            assertEquals(loss(alone, SAMPLES, x, LABELS), loss, k::toString);
            LossReference.Loss reference = l -> LossReference.crossEntropy(k, l, LABELS, SAMPLES);
            Samples.assertClose(LossReference.gradient(reference, x, N), dx, 2e-7, k);
        }
    }

    @Test
    void crossEntropyGradientMayReplaceTheLogits() {
        for (CrossEntropy k : crossEntropies(true)) {
            float[] x = Samples.normal(new Random(3), N);
            float[] dx = Samples.empty(N);
            double loss = loss(k, SAMPLES, x, LABELS, dx);
            assertEquals(loss, loss(k, SAMPLES, x, LABELS, x));
            assertArrayEquals(dx, x, k.toString());
        }
    }

    @Test
    void crossEntropyOfHugeLogitsIsFinite() {
        for (CrossEntropy k : crossEntropies(true)) {
            float[] x = {-1e4f, 1e4f, 0, 0, 0};
            float[] dx = new float[SIZE];
            double expected = LossReference.crossEntropy(k, LossReference.doubles(x), LABELS, 1);
            assertEquals(expected, loss(k, 1, x, LABELS, dx), 1e-6 * expected);
            for (float g : dx) {
                assertTrue(Float.isFinite(g), k.toString());
            }
        }
        CrossEntropy plain = new CrossEntropy(SIZE, 0, List.of(), true);
        float[] dx = new float[SIZE];
        assertEquals(2e4, loss(plain, 1, new float[] {0, 2e4f, 0, 0, 0}, LABELS, dx));
        assertArrayEquals(new float[] {0, 1, 0, 0, -1}, dx);
    }

    @Test
    void nanInOneLogitIsNanInTheLoss() {
        for (CrossEntropy k : crossEntropies(true)) {
            for (int i = 0; i < N; i++) {
                float[] x = Samples.normal(new Random(4), N);
                x[i] = Float.NaN;
                double loss = loss(k, SAMPLES, x, LABELS, Samples.empty(N));
                assertTrue(Double.isNaN(loss), k + " at " + i);
            }
        }
        float[] x = new float[SIZE];
        x[3] = Float.NaN;
        float[] t = new float[SIZE];
        assertTrue(Double.isNaN(loss(new BinaryCrossEntropy(SIZE, false), 1, x, t)));
        assertTrue(Double.isNaN(loss(new MeanSquaredError(SIZE, false), 1, x, t)));
    }

    @Test
    void binaryCrossEntropyAndItsGradient() {
        float[] x = Samples.normal(new Random(5), N);
        float[] t = Samples.empty(N);
        Random random = new Random(6);
        for (int i = 0; i < N; i++) {
            t[i] = i % 3 == 0 ? random.nextFloat() : i % 2;
        }
        LossReference.Loss reference = l -> LossReference.binaryCrossEntropy(l, t, N);
        elementwise(
                new BinaryCrossEntropy(SIZE, false),
                new BinaryCrossEntropy(SIZE, true),
                reference,
                x,
                t);
    }

    @Test
    void binaryCrossEntropyOfHugeLogits() {
        BinaryCrossEntropy k = new BinaryCrossEntropy(SIZE, true);
        float[] x = {1e4f, -1e4f, 1e4f, -1e4f, 0};
        float[] t = {1, 0, 0, 1, 0.5f};
        float[] dx = new float[SIZE];
        assertEquals((2e4 + Math.log(2)) / SIZE, loss(k, 1, x, t, dx), 1e-6);
        assertArrayEquals(new float[] {0, 0, 0.2f, -0.2f, 0}, dx, 1e-7f);
    }

    @Test
    void meanSquaredErrorAndItsGradient() {
        float[] x = Samples.normal(new Random(7), N);
        float[] t = Samples.normal(new Random(8), N);
        elementwise(
                new MeanSquaredError(SIZE, false),
                new MeanSquaredError(SIZE, true),
                l -> LossReference.meanSquaredError(l, t, N),
                x,
                t);
    }

    private static void elementwise(
            Kernel alone, Kernel both, LossReference.Loss reference, float[] x, float[] t) {
        float[] dx = Samples.empty(N);
        double loss = loss(alone, SAMPLES, x, t);
        assertEquals(reference.of(LossReference.doubles(x)), loss, 1e-6);
        assertEquals(loss, loss(both, SAMPLES, x, t, dx));
        Samples.assertClose(LossReference.gradient(reference, x, N), dx, 2e-7, both);
        float[] replaced = x.clone();
        assertEquals(loss, loss(both, SAMPLES, replaced, t, replaced));
        assertArrayEquals(Arrays.copyOf(dx, N), Arrays.copyOf(replaced, N));
    }

    @Test
    void manyClassesWithWeightsStaySmall() {
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            weights.add(1f + i);
        }
        CrossEntropy k = new CrossEntropy(100, 0.1f, weights, true);
        MethodSizes.of(CompiledKernels.of(k).classFile())
                .forEach((name, size) -> assertTrue(size < 4_000, name + " has " + size));
    }
}
