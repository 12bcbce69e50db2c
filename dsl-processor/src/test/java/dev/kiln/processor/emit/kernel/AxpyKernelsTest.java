package dev.kiln.processor.emit.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.code.KernelSignature;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.ParallelDense;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.runtime.internal.kernel.AccumulatorRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows of sums against the chain that the documentation promises, and against tiles, to the bit.
 */
@Tag("slow")
public class AxpyKernelsTest {

    private static final int SHAPES = 40;
    private static final Activation RELU = new Activation(Activation.Kind.RELU, 0);

    @Test
    void generatedCodeAndRuntimeAgreeOnTaps() {
        assertEquals(AccumulatorRows.TAPS, AxpyCode.TAPS);
    }

    @Test
    void convolutionsAreOneChainForEachOutput() {
        Random random = new Random(1);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            GroupedWindow s = GroupedWindow.random(random);
            ConvolutionForward k =
                    new ConvolutionForward(
                            s.window(),
                            s.groups(),
                            s.filters(),
                            random.nextBoolean(),
                            Activation.NONE);
            runs.add(new Run(k, random, 1 + random.nextInt(20)));
        }
        CompiledKernels slabs = compiled(runs, AxpyKernelsTest::slabs);
        for (Run run : runs) {
            run.slabs(slabs);
            float[] expected = forward((ConvolutionForward) run.kernel, run);
            float[] actual = run.array("output");
            assertSame(run.kernel.toString(), expected, Arrays.copyOf(actual, expected.length));
        }
    }

    private static float[] forward(ConvolutionForward k, Run run) {
        Window w = k.window();
        Shape in = w.input();
        Shape out = k.output();
        int inputs = in.channels() / k.groups();
        int outputs = k.filters() / k.groups();
        float[] x = run.array("input");
        float[] weight = run.array("weight");
        float[] y = new float[run.samples * out.size()];
        for (int i = 0; i < y.length; i++) {
            int f = i % k.filters();
            int column = i / k.filters() % out.width();
            int row = i / k.filters() / out.width() % out.height();
            int sample = i / out.size();
            float sum = k.bias() ? run.array("bias")[f] : 0;
            for (int a = 0; a < w.kernel().rows(); a++) {
                for (int c = 0; c < inputs; c++) {
                    for (int b = 0; b < w.kernel().columns(); b++) {
                        int r =
                                row * w.stride().rows()
                                        + a * w.dilation().rows()
                                        - w.padding().top();
                        int q =
                                column * w.stride().columns()
                                        + b * w.dilation().columns()
                                        - w.padding().left();
                        boolean inside = r >= 0 && r < in.height() && q >= 0 && q < in.width();
                        int channel = f / outputs * inputs + c;
                        int at = ((sample * in.height() + r) * in.width() + q) * in.channels();
                        float v = inside ? x[at + channel] : 0;
                        int tap = (a * w.kernel().columns() + b) * inputs + c;
                        sum = Math.fma(v, weight[tap * k.filters() + f], sum);
                    }
                }
            }
            y[i] = sum;
        }
        return y;
    }

    @Test
    void convolutionsAreThoseOfTiles() {
        Random random = new Random(2);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            GroupedWindow s = GroupedWindow.random(random);
            int total = s.filters() + 3;
            List<Kernel> kernels = new ArrayList<>();
            ConvolutionForward forward =
                    new ConvolutionForward(
                            s.window(),
                            s.groups(),
                            s.filters(),
                            random.nextBoolean(),
                            RELU,
                            new ChannelSlice(2, s.filters(), total));
            kernels.add(forward);
            kernels.add(new ConvolutionInputGradient(s.window(), s.groups(), s.filters()));
            kernels.add(new ConvolutionWeightGradient(s.window(), 1, s.filters()));
            ConvolutionForward whole =
                    new ConvolutionForward(
                            s.window(), s.groups(), s.filters(), false, Activation.NONE);
            kernels.add(new LinearWithStatistics(whole, whole.output().pixels(), s.filters()));
            kernels.forEach(k -> runs.add(new Run(k, random, 1 + random.nextInt(20))));
        }
        assertSame(runs);
    }

    @Test
    void productsAreThoseOfTiles() {
        Random random = new Random(3);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < SHAPES; i++) {
            int rows = random.nextInt(3) == 0 ? 1 + random.nextInt(2000) : 1;
            int inputs = 1 + random.nextInt(rows > 1 || random.nextInt(4) > 0 ? 40 : 3000);
            int outputs = 1 + random.nextInt(rows > 1 || random.nextInt(4) > 0 ? 40 : 1500);
            boolean bias = random.nextBoolean();
            int samples = 1 + random.nextInt(rows > 1 ? 5 : 200);
            DenseForward forward =
                    new DenseForward(
                            rows,
                            inputs,
                            outputs,
                            bias,
                            RELU,
                            new ChannelSlice(1, outputs, outputs + 2));
            runs.add(new Run(forward, random, samples));
            if (rows == 1) {
                DenseForward more = new DenseForward(1, inputs + 4, outputs, bias, RELU);
                runs.add(new Run(more.ofInputs(3, inputs + 3, bias), random, samples));
            }
            runs.add(new Run(new DenseInputGradient(rows, inputs, outputs), random, samples));
            runs.add(new Run(new DenseWeightGradient(rows, inputs, outputs), random, samples));
            DenseForward plain = new DenseForward(rows, inputs, outputs, bias, Activation.NONE);
            if (rows > 1) {
                runs.add(new Run(new LinearWithStatistics(plain, rows, outputs), random, samples));
                DenseForward other = new DenseForward(rows, inputs, 3, !bias, RELU);
                runs.add(new Run(new ParallelDense(List.of(plain, other)), random, samples));
            }
        }
        assertSame(runs);
    }

    private static void assertSame(List<Run> runs) {
        CompiledKernels slabForms = compiled(runs, AxpyKernelsTest::slabs);
        CompiledKernels tileForms = compiled(runs, AxpyKernelsTest::tiles);
        for (Run slabs : runs) {
            Run tiles = slabs.copy();
            slabs.slabs(slabForms);
            tiles.tiles(tileForms);
            Kernel k = slabs.kernel;
            for (int i = 0; i < k.arguments().size(); i++) {
                String what = k + " " + k.arguments().get(i).name();
                assertSame(what, tiles.arrays[i], slabs.arrays[i]);
            }
        }
    }

    private static CompiledKernels compiled(
            List<Run> runs, Function<Kernel, List<MethodSpec>> form) {
        Set<MethodSpec> methods = new LinkedHashSet<>();
        runs.forEach(r -> methods.addAll(form.apply(r.kernel)));
        return CompiledKernels.ofMethods(List.copyOf(methods));
    }

    private static List<MethodSpec> slabs(Kernel k) {
        return methods(k, "axpy");
    }

    private static List<MethodSpec> tiles(Kernel k) {
        return methods(k, "tiles");
    }

    private static List<MethodSpec> methods(Kernel k, String name) {
        Chosen<?> form = form(k, name);
        MethodSpec.Builder signature =
                new KernelSignature(k, form.scratch() > 0, !form.accumulators().isNone()).method();
        return k instanceof LinearWithStatistics linear
                ? PlainBatchStatistics.merged(linear, signature, form)
                : form.methods(signature, p -> null);
    }

    /** The form of this name, whatever it costs; of kernels with statistics that of the linear. */
    private static Chosen<?> form(Kernel k, String name) {
        Kernel kernel = k instanceof LinearWithStatistics linear ? linear.linear() : k;
        return KernelForms.all(Family.PLAIN, kernel).stream()
                .filter(c -> c.form().name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAxpy(Kernel k) {
        return KernelForms.plain(k).form().name().startsWith("axpy");
    }

    private static void assertSame(String what, Object expected, Object actual) {
        if (expected instanceof float[] floats) {
            float[] other = (float[]) actual;
            for (int i = 0; i < floats.length; i++) {
                if (Float.floatToRawIntBits(floats[i]) != Float.floatToRawIntBits(other[i])) {
                    assertEquals(floats[i], other[i], what + " at " + i);
                }
            }
        } else {
            assertArrayEquals((double[]) expected, (double[]) actual, what);
        }
    }

    @Test
    void longRowsAreChosenAndShortOnesAreNot() {
        Window large = GroupedWindow.same(new Shape(32, 32, 16), 3);
        Window small = GroupedWindow.same(new Shape(4, 4, 2), 3);
        assertTrue(isAxpy(new ConvolutionForward(large, 1, 16, true, RELU)));
        assertTrue(isAxpy(new ConvolutionInputGradient(large, 1, 16)));
        assertTrue(isAxpy(new ConvolutionWeightGradient(large, 1, 16)));
        assertTrue(isAxpy(new DenseForward(1, 784, 128, true, RELU)));
        assertEquals(false, isAxpy(new ConvolutionWeightGradient(small, 1, 16)));
        assertEquals(false, isAxpy(new ConvolutionForward(large, 16, 16, true, RELU)));
        assertEquals(false, isAxpy(new DenseForward(1, 128, 10, true, RELU)));
    }

    /** The arguments of a call, of random numbers; also those that are written. */
    private static final class Run {

        private final Kernel kernel;
        private final int samples;
        private final Object[] arrays;

        private Run(Kernel kernel, int samples, Object[] arrays) {
            this.kernel = kernel;
            this.samples = samples;
            this.arrays = arrays;
        }

        Run(Kernel kernel, Random random, int samples) {
            this(kernel, samples, new Object[kernel.arguments().size()]);
            for (int i = 0; i < arrays.length; i++) {
                Argument argument = kernel.arguments().get(i);
                int n = size(argument.name());
                arrays[i] =
                        argument.element() == Argument.Element.DOUBLE
                                ? new double[n]
                                : Samples.normal(random, n);
            }
        }

        private int size(String argument) {
            Kernel linear =
                    kernel instanceof LinearWithStatistics merged ? merged.linear() : kernel;
            if (argument.equals("mean") || argument.equals("variance")) {
                return ((LinearWithStatistics) kernel).channels();
            }
            if (argument.equals("sums")) {
                return 2 * ((LinearWithStatistics) kernel).channels();
            }
            if (linear instanceof ConvolutionForward k) {
                int total = k.slice().total();
                return sliding(argument, k.window(), k.groups(), k.filters(), total);
            }
            if (linear instanceof ConvolutionInputGradient k) {
                return sliding(argument, k.window(), k.groups(), k.filters(), k.filters());
            }
            if (linear instanceof ConvolutionWeightGradient k) {
                return sliding(argument, k.window(), k.groups(), k.filters(), k.filters());
            }
            if (linear instanceof ParallelDense k) {
                boolean shared = argument.equals("input");
                int end = argument.length() - 1;
                int number = shared ? 0 : argument.charAt(end) - '0';
                String own = shared ? argument : argument.substring(0, end);
                return dense(own, k.products().get(number));
            }
            if (linear instanceof DenseForward k) {
                return dense(argument, k);
            }
            if (linear instanceof DenseInputGradient k) {
                return dense(argument, k.rows(), k.inputs(), k.outputs(), k.outputs());
            }
            DenseWeightGradient k = (DenseWeightGradient) linear;
            return dense(argument, k.rows(), k.inputs(), k.outputs(), k.outputs());
        }

        private int sliding(String argument, Window w, int groups, int filters, int total) {
            return switch (argument) {
                case "input", "inputGradient" -> samples * w.input().size();
                case "output", "outputGradient" -> samples * w.output(total).size();
                case "bias" -> filters;
                default ->
                        w.kernel().rows()
                                * w.kernel().columns()
                                * (w.input().channels() / groups)
                                * filters;
            };
        }

        private int dense(String what, DenseForward k) {
            return dense(what, k.rows(), k.source().total(), k.outputs(), k.slice().total());
        }

        private int dense(String argument, int rows, int inputs, int outputs, int total) {
            return switch (argument) {
                case "input", "inputGradient" -> samples * rows * inputs;
                case "output", "outputGradient" -> samples * rows * total;
                case "bias" -> outputs;
                default -> inputs * outputs;
            };
        }

        float[] array(String name) {
            for (int i = 0; i < arrays.length; i++) {
                if (kernel.arguments().get(i).name().equals(name)) {
                    return (float[]) arrays[i];
                }
            }
            throw new IllegalArgumentException(name);
        }

        Run copy() {
            Object[] copies = new Object[arrays.length];
            for (int i = 0; i < copies.length; i++) {
                copies[i] =
                        arrays[i] instanceof float[] floats
                                ? floats.clone()
                                : ((double[]) arrays[i]).clone();
            }
            return new Run(kernel, samples, copies);
        }

        void slabs(CompiledKernels compiled) {
            AccumulatorSize slab = form(kernel, "axpy").accumulators();
            List<Object> arguments = new ArrayList<>(List.of(arrays));
            int scratch = form(kernel, "axpy").scratch();
            if (scratch > 0) {
                arguments.add(Samples.empty(scratch));
            }
            arguments.add(AccumulatorRows.rows(slab.sums(), slab.length()));
            call(compiled, arguments);
        }

        void tiles(CompiledKernels compiled) {
            List<Object> arguments = new ArrayList<>(List.of(arrays));
            if (kernel.scratch() > 0) {
                arguments.add(Samples.empty(kernel.scratch()));
            }
            call(compiled, arguments);
        }

        /** Rows that can be divided in two runs. */
        private void call(CompiledKernels compiled, List<Object> arguments) {
            int rows = kernel.divisibleRows();
            if (rows == 0) {
                compiled.call(kernel, samples, arguments.toArray());
                return;
            }
            arguments.addAll(0, List.of(rows / 3, rows));
            compiled.call(kernel, samples, arguments.toArray());
            arguments.set(1, rows / 3);
            arguments.set(0, 0);
            compiled.call(kernel, samples, arguments.toArray());
        }
    }
}
