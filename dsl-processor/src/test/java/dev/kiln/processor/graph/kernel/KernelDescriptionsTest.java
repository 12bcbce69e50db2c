package dev.kiln.processor.graph.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kiln.processor.graph.kernel.Activation.Kind;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelDescriptionsTest {

    private static List<Kernel> kernels() {
        List<Kernel> kernels = new ArrayList<>();
        for (Window w : windows()) {
            kernels.add(new MaxPoolForward(w));
            kernels.add(new MaxPoolBackward(w));
            kernels.add(new MaxPoolBackward(w).behind(new Activation(Kind.RELU, 0)));
            for (boolean counting : new boolean[] {false, true}) {
                kernels.add(new AveragePoolForward(w, counting));
                kernels.add(new AveragePoolBackward(w, counting));
            }
        }
        for (Kind kind : Kind.values()) {
            for (float parameter : new float[] {0.1f, -0.1f, 1f, 10f, 1e-10f}) {
                Activation a = new Activation(kind, parameter);
                boolean parametric = kind == Kind.LEAKY_RELU || kind == Kind.ELU;
                if (a.isElementwise() && (parametric || parameter == 1)) {
                    kernels.add(new ActivationForward(a, 12));
                    kernels.add(new ActivationBackward(a, new Shape(1, 1, 12)));
                    kernels.add(new ActivationBackward(a, new Shape(1, 1, 120)));
                }
            }
        }
        for (int pixels : new int[] {1, 2, 21}) {
            for (int channels : new int[] {1, 2, 12}) {
                kernels.add(new BiasGradient(pixels, channels));
                kernels.add(new SoftmaxForward(pixels, channels));
                kernels.add(new SoftmaxBackward(pixels, channels));
            }
        }
        convolutions(kernels);
        losses(kernels);
        return kernels;
    }

    private static void convolutions(List<Kernel> kernels) {
        for (Window w : windows()) {
            for (int filters : new int[] {6, 12}) {
                for (int groups : new int[] {1, w.input().channels()}) {
                    kernels.add(new ConvolutionInputGradient(w, groups, filters));
                    kernels.add(new ConvolutionWeightGradient(w, groups, filters));
                    for (boolean bias : new boolean[] {false, true}) {
                        Activation relu = new Activation(Kind.RELU, 0);
                        ChannelSlice slice = new ChannelSlice(0, filters, filters + 6);
                        kernels.add(new ConvolutionForward(w, groups, filters, bias, relu, slice));
                        ConvolutionForward whole =
                                new ConvolutionForward(w, groups, filters, bias, relu);
                        kernels.add(whole);
                        for (Pair size : List.of(new Pair(1, 2), new Pair(2, 1), new Pair(2, 2))) {
                            kernels.add(pooled(whole, size));
                        }
                    }
                }
            }
        }
    }

    private static Kernel pooled(ConvolutionForward k, Pair size) {
        Window pool = new Window(k.output(), size, size, Pair.ONE, Padding.NONE);
        return new ConvolutionMaxPool(k, new MaxPoolForward(pool));
    }

    private static List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        for (Shape shape : List.of(new Shape(8, 9, 3), new Shape(8, 93, 1))) {
            for (Pair kernel : List.of(new Pair(2, 2), new Pair(2, 3))) {
                for (Pair stride : List.of(Pair.ONE, new Pair(2, 1), new Pair(1, 2))) {
                    for (Pair dilation : List.of(Pair.ONE, new Pair(2, 1))) {
                        windows.add(new Window(shape, kernel, stride, dilation, Padding.NONE));
                        Padding even = new Padding(1, 1, 0, 0);
                        windows.add(new Window(shape, kernel, stride, dilation, even));
                        Padding odd = new Padding(1, 0, 1, 0);
                        windows.add(new Window(shape, kernel, stride, dilation, odd));
                    }
                }
            }
        }
        return windows;
    }

    /** A model has one loss and one input, so no numbers of theirs are in names. */
    private static void losses(List<Kernel> kernels) {
        for (boolean gradient : new boolean[] {false, true}) {
            kernels.add(new CrossEntropy(10, 0.1f, List.of(), gradient));
            kernels.add(new BinaryCrossEntropy(10, gradient));
            kernels.add(new MeanSquaredError(10, gradient));
        }
        Shape shape = new Shape(4, 4, 2);
        kernels.add(new ScaleInput(shape, List.of(1f, 2f), List.of(0f, 0f)));
        kernels.add(new ScaleInputBackward(shape, List.of(1f, 2f)));
    }

    @Test
    void differentKernelsHaveDifferentNames() {
        Map<String, Kernel> names = new HashMap<>();
        for (Kernel kernel : kernels()) {
            Kernel other = names.put(kernel.name(), kernel);
            if (other != null) {
                assertEquals(other, kernel);
            }
        }
        assertTrue(names.size() > 200, "only " + names.size());
    }

    @Test
    void namesAreIdentifiers() {
        for (Kernel kernel : kernels()) {
            assertTrue(kernel.name().matches("[a-z][A-Za-z0-9_]*"), kernel.name());
        }
    }

    @Test
    void commentsAreSentences() {
        for (Kernel kernel : kernels()) {
            String comment = String.join(" ", kernel.comment());
            assertTrue(comment.endsWith("."), comment);
            assertTrue(Character.isUpperCase(comment.charAt(0)), comment);
            assertFalse(comment.contains("*/"), comment);
        }
    }

    @Test
    void namesAndCommentsAreReadable() {
        Window w =
                new Window(
                        new Shape(28, 28, 6),
                        new Pair(2, 2),
                        new Pair(2, 2),
                        Pair.ONE,
                        Padding.NONE);
        MaxPoolForward pool = new MaxPoolForward(w);
        assertEquals("maxPool2x2Stride2x2From28x28x6", pool.name());
        assertEquals(
                List.of("Maximum over windows 2x2, stride 2x2: 28x28x6 to 14x14x6."),
                pool.comment());
        Activation leaky = new Activation(Kind.LEAKY_RELU, 0.2f);
        assertEquals(
                "leakyRelu0_2GradientOf84",
                new ActivationBackward(leaky, new Shape(1, 1, 84)).name());
    }

    @Test
    void attributesWithoutEffectMakeNoDifference() {
        Window w = new Window(new Shape(4, 4, 1), new Pair(2, 2), Pair.ONE, Pair.ONE, Padding.NONE);
        assertEquals(new AveragePoolForward(w, false), new AveragePoolForward(w, true));
        assertEquals(
                new CrossEntropy(2, 0.1f, List.of(), true),
                new CrossEntropy(2, 0.1f, List.of(3f, 3f), true));
    }
}
