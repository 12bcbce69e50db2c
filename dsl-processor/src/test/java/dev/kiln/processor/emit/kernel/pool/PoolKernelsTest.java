package dev.kiln.processor.emit.kernel.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.emit.kernel.CompiledKernels;
import dev.kiln.processor.emit.kernel.MethodSizes;
import dev.kiln.processor.emit.kernel.Samples;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

public class PoolKernelsTest {

    private static final int SAMPLES = 2;
    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0);

    private static List<Window> windows;
    private static CompiledKernels kernels;

    @BeforeAll
    static void compile() {
        windows = Stream.concat(usual(), random(150)).toList();
        kernels =
                CompiledKernels.of(
                        windows.stream().flatMap(PoolKernelsTest::kernels).distinct().toList());
    }

    private static Stream<Kernel> kernels(Window w) {
        return Stream.of(
                new MaxPoolForward(w),
                new MaxPoolBackward(w),
                new MaxPoolBackward(w).behind(RELU),
                new ActivationBackward(RELU, w.input()),
                new AveragePoolForward(w, false),
                new AveragePoolForward(w, true),
                new AveragePoolBackward(w, false),
                new AveragePoolBackward(w, true));
    }

    /** Windows of well-known networks, global pools, and one that is larger than its image. */
    private static Stream<Window> usual() {
        return Stream.of(
                window(28, 28, 6, 2, 2, Padding.NONE),
                window(10, 10, 16, 2, 2, Padding.NONE),
                window(13, 13, 4, 3, 2, Padding.NONE),
                window(16, 16, 4, 3, 2, new Padding(1, 1, 1, 1)),
                window(9, 9, 4, 3, 1, new Padding(1, 1, 1, 1)),
                window(8, 8, 5, 8, 1, Padding.NONE),
                window(2, 3, 5, 3, 1, new Padding(1, 1, 0, 0)),
                window(3, 3, 2, 5, 2, new Padding(2, 2, 2, 2)),
                window(4, 4, 2, 4, 9, Padding.NONE),
                window(7, 7, 3, 2, 5, Padding.NONE),
                window(6, 6, 1, 1, 2, Padding.NONE));
    }

    private static Window window(
            int height, int width, int channels, int kernel, int stride, Padding padding) {
        return new Window(
                new Shape(height, width, channels),
                new Pair(kernel, kernel),
                new Pair(stride, stride),
                Pair.ONE,
                padding);
    }

    private static Stream<Window> random(int n) {
        Random random = new Random(1);
        Set<Window> found = new LinkedHashSet<>();
        while (found.size() < n) {
            Window w =
                    new Window(
                            new Shape(one(random, 9), one(random, 9), one(random, 4)),
                            new Pair(one(random, 5), one(random, 5)),
                            new Pair(one(random, 4), one(random, 4)),
                            new Pair(one(random, 3), one(random, 3)),
                            new Padding(
                                    random.nextInt(4),
                                    random.nextInt(4),
                                    random.nextInt(4),
                                    random.nextInt(4)));
            if (w.fits()) {
                found.add(w);
            }
        }
        return found.stream();
    }

    private static int one(Random random, int most) {
        return 1 + random.nextInt(most);
    }

    @Test
    void maximumIsThatOfTheWindow() {
        Random random = new Random(2);
        for (Window w : windows) {
            PoolReference reference = new PoolReference(w);
            float[] x = Samples.withTies(random, SAMPLES * w.input().size());
            float[] y = Samples.empty(SAMPLES * reference.output().size());
            kernels.call(new MaxPoolForward(w), SAMPLES, x, y);
            Samples.assertClose(reference.maximum(x, SAMPLES), y, 0, w);
        }
    }

    @Test
    void firstMaximumGetsTheGradient() {
        Random random = new Random(3);
        for (Window w : windows) {
            PoolReference reference = new PoolReference(w);
            float[] x = Samples.withTies(random, SAMPLES * w.input().size());
            float[] y = Samples.empty(SAMPLES * reference.output().size());
            float[] dy = Samples.normal(random, SAMPLES * reference.output().size());
            float[] dx = Samples.empty(SAMPLES * w.input().size());
            kernels.call(new MaxPoolForward(w), SAMPLES, x, y);
            kernels.call(new MaxPoolBackward(w), SAMPLES, x, y, dy, dx);
            Samples.assertClose(reference.maximumGradient(x, dy, SAMPLES), dx, 1e-6, w);
        }
    }

    @Test
    void behindAReluTheGradientHasTheBitsOfASweepOfItsOwn() {
        Random random = new Random(7);
        for (Window w : windows) {
            int outputs = new PoolReference(w).output().size();
            float[] x = Samples.withTies(random, SAMPLES * w.input().size());
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(x[i], 0f);
            }
            float[] y = Samples.empty(SAMPLES * outputs);
            float[] dy = Samples.normal(random, SAMPLES * outputs);
            dy[random.nextInt(dy.length)] = -0f;
            float[] dx = Samples.empty(x.length);
            float[] merged = Samples.empty(x.length);
            kernels.call(new MaxPoolForward(w), SAMPLES, x, y);
            kernels.call(new MaxPoolBackward(w), SAMPLES, x, y, dy, dx);
            kernels.call(new ActivationBackward(RELU, w.input()), SAMPLES, dx, x, dx);
            kernels.call(new MaxPoolBackward(w).behind(RELU), SAMPLES, x, y, dy, merged);
            assertArrayEquals(bits(dx), bits(merged), w.toString());
        }
    }

    private static int[] bits(float[] numbers) {
        int[] bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(numbers[i]);
        }
        return bits;
    }

    @Test
    void averageIsThatOfTheWindow() {
        Random random = new Random(4);
        for (Window w : windows) {
            PoolReference reference = new PoolReference(w);
            float[] x = Samples.normal(random, SAMPLES * w.input().size());
            for (boolean countPadding : new boolean[] {false, true}) {
                float[] y = Samples.empty(SAMPLES * reference.output().size());
                kernels.call(new AveragePoolForward(w, countPadding), SAMPLES, x, y);
                Samples.assertClose(reference.average(x, SAMPLES, countPadding), y, 1e-6, w);
            }
        }
    }

    @Test
    void inputsShareTheGradientOfAnAverage() {
        Random random = new Random(5);
        for (Window w : windows) {
            PoolReference reference = new PoolReference(w);
            float[] dy = Samples.normal(random, SAMPLES * reference.output().size());
            for (boolean countPadding : new boolean[] {false, true}) {
                float[] dx = Samples.empty(SAMPLES * w.input().size());
                kernels.call(new AveragePoolBackward(w, countPadding), SAMPLES, dy, dx);
                Samples.assertClose(
                        reference.averageGradient(dy, SAMPLES, countPadding), dx, 1e-6, w);
            }
        }
    }

    @Test
    void nanInAWindowIsItsMaximum() {
        for (Window w : windows) {
            PoolReference reference = new PoolReference(w);
            float[] x = Samples.normal(new Random(6), w.input().size());
            x[w.input().size() / 2] = Float.NaN;
            float[] y = Samples.empty(reference.output().size());
            kernels.call(new MaxPoolForward(w), 1, x, y);
            Samples.assertClose(reference.maximum(x, 1), y, 0, w);
        }
    }

    @Test
    void referenceKnowsTiesAndPadding() {
        Window w = window(2, 2, 1, 2, 1, new Padding(1, 0, 1, 0));
        PoolReference reference = new PoolReference(w);
        assertEquals(List.of(0, 1), reference.inputs(1));
        float[] x = {0f, -0f, -1f, 0f};
        double[] gradient = reference.maximumGradient(x, new float[] {1, 10, 100, 1000}, 1);
        assertEquals(List.of(1111.0, 0.0, 0.0, 0.0), boxed(gradient));
    }

    @Test
    void codeForPaddingIsOnlyWrittenWhereItIsNeeded() {
        String inside = source(new MaxPoolForward(window(28, 28, 6, 4, 4, Padding.NONE)));
        String outside =
                source(new MaxPoolForward(window(28, 28, 6, 4, 4, new Padding(1, 1, 0, 0))));
        assertFalse(inside.contains("Math.min(") || inside.contains(", 0)"), inside);
        assertTrue(outside.contains("int top = Math.max(row * 4 - 1, 0)"), outside);
        assertTrue(outside.contains("int bottom = row * 4 + 3"), outside);
        assertTrue(outside.contains("int right = column * 4 + 4"), outside);
    }

    @Test
    void methodsStaySmall() {
        MethodSizes.of(kernels.classFile())
                .forEach((name, size) -> assertTrue(size < 1_000, name + " has " + size));
    }

    private static String source(Kernel kernel) {
        return CompiledKernels.methods(kernel).get(0).toString();
    }

    private static List<Double> boxed(double[] numbers) {
        List<Double> list = new ArrayList<>();
        for (double number : numbers) {
            list.add(number);
        }
        return list;
    }
}
