package dev.kiln.processor.emit.kernel.winograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.KernelSignature;
import dev.kiln.processor.emit.kernel.CompiledKernels;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.kernel.MethodSizes;
import dev.kiln.processor.emit.kernel.Samples;
import dev.kiln.processor.emit.kernel.winograd.WinogradReference.Exact;
import dev.kiln.processor.emit.kernel.winograd.WinogradReference.Weight;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import dev.kiln.runtime.internal.kernel.Activations;
import dev.kiln.runtime.internal.kernel.WinogradRowTransforms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Convolutions in Winograd's tiles: close to the definition, and to the bit what is promised. */
@Tag("slow")
public class WinogradKernelsTest {

    private static final int SHAPES = 60;
    private static final int SMALL_METHOD = 4000;

    /** Twice the largest error of some hundred shapes. */
    private static final double TOLERANCE = 4e-6;

    private final Random random = new Random(8);

    @Test
    void generatedCodeAndRuntimeAgreeOnPositions() {
        assertEquals(WinogradRowTransforms.POSITIONS, WinogradTiling.POSITIONS);
    }

    @Test
    void forward() {
        List<Case> cases = cases();
        CompiledKernels compiled =
                compiled(withWeights(cases.stream().map(Case::forward).toList()));
        for (Case c : cases) {
            WinogradForward kernel = c.forward();
            ConvolutionForward k = kernel.convolution();
            ChannelSlice slice = k.slice();
            float[] x = Samples.normal(random, c.samples * c.window.input().size());
            float[] weight = Samples.normal(random, c.weights());
            float[] bias = Samples.normal(random, c.filters);
            float[] y = Samples.normal(random, c.samples * k.output().pixels() * slice.total());
            float[] expected = y.clone();
            Weight g = (a, b, from, to) -> weight[c.at(a, b, from, to)];
            float[] sums = results(kernel.tiles(), x, c.samples, c.filters, g);
            for (int i = 0; i < sums.length; i++) {
                int filter = i % c.filters;
                float sum = k.bias() ? sums[i] + bias[filter] : sums[i];
                int at = i / c.filters * slice.total() + slice.from() + filter;
                expected[at] = apply(k.activation(), sum);
            }
            float[] transformed = compiled.prepare(kernel.weights(), weight);
            call(
                    compiled,
                    kernel,
                    c.samples,
                    k.bias() ? List.of(x, transformed, bias, y) : List.of(x, transformed, y));
            assertArrayEquals(expected, y, kernel.toString());
        }
    }

    @Test
    void inputGradients() {
        List<Case> cases = cases();
        CompiledKernels compiled =
                compiled(withWeights(cases.stream().map(Case::inputGradient).toList()));
        for (Case c : cases) {
            WinogradInputGradient kernel = c.inputGradient();
            int channels = c.window.input().channels();
            float[] slope = Samples.normal(random, c.samples * c.window.output(c.filters).size());
            float[] weight = Samples.normal(random, c.weights());
            float[] gradient = Samples.empty(c.samples * c.window.input().size());
            Weight g = (a, b, from, to) -> weight[c.at(2 - a, 2 - b, to, from)];
            float[] sums = results(kernel.tiles(), slope, c.samples, channels, g);
            float[] expected = gradient.clone();
            System.arraycopy(sums, 0, expected, 0, sums.length);
            float[] transformed = compiled.prepare(kernel.weights(), weight);
            call(compiled, kernel, c.samples, List.of(slope, transformed, gradient));
            assertArrayEquals(expected, gradient, kernel.toString());
        }
    }

    /** What is promised, after a look at how close it is to the definition. */
    private static float[] results(
            WinogradTiling tiles, float[] x, int samples, int results, Weight g) {
        float[] sums = WinogradReference.results(tiles, x, samples, results, g);
        assertClose(WinogradReference.exactResults(tiles, x, samples, results, g), sums, tiles);
        return sums;
    }

    private static void assertClose(Exact[] exact, float[] sums, WinogradTiling tiles) {
        for (int i = 0; i < sums.length; i++) {
            double tolerance = TOLERANCE * exact[i].scale();
            assertEquals(exact[i].sum(), sums[i], tolerance, tiles::toString);
        }
    }

    @Test
    void weightGradients() {
        List<Case> cases = cases();
        CompiledKernels compiled = compiled(cases.stream().map(Case::weightGradient).toList());
        for (Case c : cases) {
            WinogradWeightGradient kernel = c.weightGradient();
            WinogradTiling tiles = kernel.tiles();
            float[] x = Samples.normal(random, c.samples * c.window.input().size());
            float[] slope = Samples.normal(random, c.samples * c.window.output(c.filters).size());
            float[] gradient = Samples.normal(random, c.weights());
            float[] expected = gradient.clone();
            float[] sums = WinogradReference.weightGradient(tiles, x, slope, c.samples, c.filters);
            assertClose(
                    WinogradReference.exactWeightGradient(tiles, x, slope, c.samples, c.filters),
                    sums,
                    tiles);
            for (int i = 0; i < sums.length; i++) {
                expected[i] += sums[i];
            }
            call(compiled, kernel, c.samples, List.of(x, slope, gradient));
            assertArrayEquals(expected, gradient, kernel.toString());
        }
    }

    @Test
    void statisticsAreThoseOfTheResult() {
        List<Case> cases = cases();
        List<Kernel> kernels = new ArrayList<>();
        for (Case c : cases) {
            kernels.add(c.plain());
            kernels.add(c.plain().weights());
            kernels.add(c.statistics());
            kernels.add(new BatchStatistics(c.statistics().pixels(), c.filters));
        }
        CompiledKernels compiled = compiled(kernels);
        for (Case c : cases) {
            LinearWithStatistics kernel = c.statistics();
            float[] x = Samples.normal(random, c.samples * c.window.input().size());
            float[] weight =
                    compiled.prepare(c.plain().weights(), Samples.normal(random, c.weights()));
            float[] y = Samples.empty(c.samples * c.window.output(c.filters).size());
            float[] expected = y.clone();
            double[] moments = new double[2 * c.filters];
            double[] expectedMoments = new double[2 * c.filters];
            call(compiled, c.plain(), c.samples, List.of(x, weight, expected));
            BatchStatistics statistics = new BatchStatistics(kernel.pixels(), c.filters);
            compiled.call(statistics, c.samples, expected, expectedMoments);
            call(compiled, kernel, c.samples, List.of(x, weight, y, moments));
            assertArrayEquals(expected, y, kernel.toString());
            assertArrayEquals(expectedMoments, moments, kernel.toString());
        }
    }

    private static float apply(Activation activation, float x) {
        return switch (activation.kind()) {
            case NONE -> x;
            case RELU -> Math.max(x, 0f);
            case LEAKY_RELU -> Math.max(x, activation.parameter() * x);
            case TANH -> Activations.tanh(x);
            case GELU -> Activations.gelu(x);
            default -> throw new IllegalArgumentException(activation.toString());
        };
    }

    private static CompiledKernels compiled(List<? extends Kernel> kernels) {
        CompiledKernels compiled = CompiledKernels.of(kernels);
        MethodSizes.of(compiled.classFile())
                .forEach((name, size) -> assertTrue(size < SMALL_METHOD, name + " has " + size));
        return compiled;
    }

    /** And what makes their arguments of parameters. */
    private static List<Kernel> withWeights(List<? extends Kernel> kernels) {
        List<Kernel> all = new ArrayList<>(kernels);
        kernels.forEach(k -> k.preparation("transformed").ifPresent(all::add));
        return all;
    }

    private static void call(
            CompiledKernels compiled, Kernel kernel, int samples, List<Object> arrays) {
        call(
                compiled,
                kernel,
                samples,
                arrays,
                KernelForms.plain(kernel).scratch(),
                KernelForms.plain(kernel).accumulators());
    }

    private static void call(
            CompiledKernels compiled,
            Kernel kernel,
            int samples,
            List<Object> arrays,
            int size,
            AccumulatorSize slab) {
        List<Object> arguments = new ArrayList<>(arrays);
        float[] scratch = Samples.empty(size);
        float[] behind = Arrays.copyOfRange(scratch, size, scratch.length);
        if (size > 0) {
            arguments.add(scratch);
        }
        float[][] rows = AccumulatorRows.rows(slab.sums(), slab.length());
        for (float[] row : rows) {
            // What another kernel has left.
            Arrays.fill(row, Float.NaN);
        }
        arguments.add(rows);
        compiled.call(kernel, samples, arguments.toArray());
        assertArrayEquals(
                behind,
                Arrays.copyOfRange(scratch, size, scratch.length),
                "behind the scratch of " + kernel);
    }

    /** Also one that is cut into bands, in both forms. */
    @Test
    void rowsAndBlocksOfSumsAgree() {
        List<Case> cases = cases();
        cases.add(
                new Case(
                        new Window(
                                new Shape(66, 83, 2),
                                new Pair(3, 3),
                                Pair.ONE,
                                Pair.ONE,
                                new Padding(1, 2, 0, 1)),
                        3,
                        2,
                        true,
                        1));
        List<MethodSpec> rows = new ArrayList<>();
        List<MethodSpec> blocks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Case c : cases) {
            WinogradForward kernel = c.forward();
            if (names.add(kernel.name())) {
                WinogradConvolution k = WinogradConvolution.of(kernel);
                CodeBlock nothing = CodeBlock.of("");
                WinogradSliding sliding = new WinogradSliding(k);
                rows.add(method(kernel, sliding.scratch(), sliding.code(nothing)));
                blocks.add(method(kernel, k.scratch(), k.code(nothing)));
            }
        }
        CompiledKernels asRows = CompiledKernels.ofMethods(rows);
        CompiledKernels asBlocks = CompiledKernels.ofMethods(blocks);
        for (Case c : cases) {
            WinogradForward kernel = c.forward();
            WinogradConvolution k = WinogradConvolution.of(kernel);
            WinogradSliding sliding = new WinogradSliding(k);
            List<Object> arrays = new ArrayList<>();
            arrays.add(Samples.normal(random, c.samples * c.window.input().size()));
            arrays.add(Samples.normal(random, kernel.weights().size()));
            if (c.bias) {
                arrays.add(Samples.normal(random, c.filters));
            }
            int pixels = c.window.output(c.filters).pixels();
            float[] y = Samples.normal(random, c.samples * pixels * (2 * c.other + c.filters));
            float[] z = y.clone();
            call(
                    asRows,
                    kernel,
                    c.samples,
                    and(arrays, y),
                    sliding.scratch(),
                    sliding.accumulators());
            call(asBlocks, kernel, c.samples, and(arrays, z), k.scratch(), k.accumulators());
            assertArrayEquals(z, y, kernel.toString());
        }
    }

    private static List<Object> and(List<Object> arrays, float[] last) {
        List<Object> all = new ArrayList<>(arrays);
        all.add(last);
        return all;
    }

    private static MethodSpec method(Kernel kernel, int scratch, CodeBlock code) {
        return new KernelSignature(kernel, scratch > 0, true).method().addCode(code).build();
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int channels : new int[] {16, 32, 35}) {
            Window wide =
                    new Window(
                            new Shape(7, 8, channels),
                            new Pair(3, 3),
                            Pair.ONE,
                            Pair.ONE,
                            new Padding(1, 1, 1, 1));
            cases.add(new Case(wide, channels - 3, 3, true, 1));
        }
        while (cases.size() < SHAPES) {
            Case c = Case.random(random);
            if (c.window.fits()) {
                cases.add(c);
            }
        }
        return cases;
    }

    private record Case(Window window, int filters, int samples, boolean bias, int other) {

        private static final List<Activation> ACTIVATIONS =
                List.of(
                        Activation.NONE,
                        new Activation(Activation.Kind.RELU, 0),
                        new Activation(Activation.Kind.LEAKY_RELU, 0.1f),
                        new Activation(Activation.Kind.TANH, 0),
                        new Activation(Activation.Kind.GELU, 0));

        static Case random(Random random) {
            int size = random.nextInt(4) == 0 ? 25 : 10;
            Window window =
                    new Window(
                            new Shape(
                                    1 + random.nextInt(size),
                                    1 + random.nextInt(size),
                                    1 + random.nextInt(9)),
                            new Pair(3, 3),
                            Pair.ONE,
                            Pair.ONE,
                            new Padding(
                                    random.nextInt(3),
                                    random.nextInt(3),
                                    random.nextInt(3),
                                    random.nextInt(3)));
            return new Case(
                    window,
                    1 + random.nextInt(9),
                    1 + random.nextInt(20),
                    random.nextBoolean(),
                    random.nextInt(5));
        }

        WinogradForward forward() {
            ChannelSlice slice = new ChannelSlice(other, filters, 2 * other + filters);
            Activation activation = ACTIVATIONS.get(other);
            return new WinogradForward(
                    new ConvolutionForward(window, 1, filters, bias, activation, slice));
        }

        WinogradForward plain() {
            return new WinogradForward(
                    new ConvolutionForward(window, 1, filters, false, Activation.NONE));
        }

        LinearWithStatistics statistics() {
            return new LinearWithStatistics(plain(), window.output(filters).pixels(), filters);
        }

        WinogradInputGradient inputGradient() {
            return new WinogradInputGradient(new ConvolutionInputGradient(window, 1, filters));
        }

        WinogradWeightGradient weightGradient() {
            return new WinogradWeightGradient(new ConvolutionWeightGradient(window, 1, filters));
        }

        int weights() {
            return 9 * window.input().channels() * filters;
        }

        int at(int a, int b, int channel, int filter) {
            return ((3 * a + b) * window.input().channels() + channel) * filters + filter;
        }
    }
}
