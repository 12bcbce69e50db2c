package dev.kiln.processor.vector;

import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import dev.kiln.processor.graph.kernel.RunningInputGradient;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.runtime.internal.kernel.Philox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Kernels of every kind in many shapes, as far as they have a vector form. */
final class FormCases {

    static final Activation RELU = new Activation(Activation.Kind.RELU, 0);
    private static final Activation TANH = new Activation(Activation.Kind.TANH, 0);
    private static final Activation SILU = new Activation(Activation.Kind.SILU, 0);
    static final Padding ONE = new Padding(1, 1, 1, 1);
    private static final float EPSILON = 1e-5f;

    private final Set<Kernel> kernels = new LinkedHashSet<>();

    private FormCases() {}

    static List<Kernel> all() {
        FormCases cases = new FormCases();
        cases.convolutions();
        cases.products();
        cases.norms();
        cases.rectangles();
        cases.kernels.addAll(PoolCases.all());
        cases.activations();
        cases.dropouts();
        cases.softmaxes();
        return cases.kernels.stream().filter(KernelForms::hasVectorForm).toList();
    }

    private void convolutions() {
        int[][] channels = {{1, 16}, {3, 17}, {16, 20}, {17, 33}, {20, 48}};
        for (int[] c : channels) {
            convolution(window(7, 9, c[0], 3, 1, 1, ONE), 1, c[1]);
        }
        for (int size : new int[] {1, 2, 5, 12}) {
            convolution(window(size, size + 1, 16, 3, 1, 1, ONE), 1, 32);
        }
        convolution(window(9, 8, 32, 3, 1, 1, Padding.NONE), 1, 16);
        convolution(window(6, 10, 16, 3, 1, 1, new Padding(2, 0, 1, 2)), 1, 48);
        convolution(window(9, 10, 16, 3, 2, 1, ONE), 1, 32);
        convolution(window(9, 9, 33, 5, 3, 1, new Padding(2, 1, 2, 1)), 1, 17);
        convolution(window(9, 9, 16, 3, 1, 2, new Padding(2, 2, 2, 2)), 1, 20);
        convolution(window(11, 11, 20, 3, 2, 2, Padding.NONE), 1, 33);
        convolution(window(8, 8, 48, 1, 2, 1, Padding.NONE), 1, 16);
        convolution(window(8, 8, 32, 3, 1, 1, ONE), 2, 64);
        convolution(window(6, 7, 32, 3, 1, 1, ONE), 32, 32);
        convolution(window(6, 7, 17, 3, 2, 1, ONE), 17, 34);
        convolution(window(6, 7, 6, 5, 1, 1, Padding.NONE), 1, 16);
        narrowConvolutions();
        pooledConvolutions();
        // Several blocks of rows of tiles, the last one with half a row; groups of two images.
        winograd(window(19, 33, 16, 3, 1, 1, ONE), 16);
        winograd(window(9, 10, 16, 3, 1, 1, ONE), 16);
    }

    /** To or from fewer channels than a vector has lanes. */
    private void narrowConvolutions() {
        int[][] channels = {{1, 6}, {3, 1}, {2, 2}, {5, 3}, {16, 4}, {7, 8}, {9, 10}, {15, 15}};
        for (int[] c : channels) {
            convolution(window(6, 9, c[0], 3, 1, 1, ONE), 1, c[1]);
            convolution(window(5, 3, c[0], 3, 1, 1, Padding.NONE), 1, c[1]);
        }
        convolution(window(28, 28, 1, 5, 1, 1, new Padding(2, 2, 2, 2)), 1, 6);
        convolution(window(9, 11, 1, 5, 1, 1, new Padding(2, 0, 1, 2)), 1, 4);
        convolution(window(7, 9, 1, 7, 1, 1, new Padding(3, 3, 3, 3)), 1, 5);
        convolution(window(8, 7, 6, 3, 2, 1, ONE), 1, 20);
        convolution(window(9, 8, 7, 3, 2, 1, ONE), 1, 9);
        convolution(window(9, 9, 8, 3, 1, 2, new Padding(2, 2, 2, 2)), 1, 5);
        convolution(window(7, 7, 4, 5, 3, 1, new Padding(3, 1, 0, 2)), 1, 3);
        convolution(window(6, 6, 12, 3, 1, 1, ONE), 3, 24);
        convolution(window(6, 6, 24, 3, 1, 1, ONE), 3, 12);
        convolution(window(1, 1, 5, 3, 1, 1, ONE), 1, 6);
        convolution(window(4, 4, 3, 1, 1, 1, Padding.NONE), 1, 8);
    }

    /** Rows and columns of windows that have nothing in common. */
    private void rectangles() {
        Pair two = new Pair(2, 1);
        Padding padding = new Padding(2, 0, 1, 3);
        for (int[] c : new int[][] {{1, 4}, {3, 5}, {16, 17}}) {
            Shape shape = new Shape(9, 8, c[0]);
            directions(new Window(shape, new Pair(2, 5), two, Pair.ONE, padding), c[1]);
            directions(new Window(shape, new Pair(3, 5), Pair.ONE, two, padding), c[1]);
        }
        directions(window(9, 11, 1, 5, 2, 1, padding), 4);
        directions(window(9, 11, 1, 5, 1, 2, padding), 4);
        directions(window(9, 11, 1, 5, 1, 1, Padding.NONE), 4);
    }

    private void directions(Window w, int filters) {
        kernels.add(new ConvolutionForward(w, 1, filters, true, RELU));
        kernels.add(new ConvolutionInputGradient(w, 1, filters));
        kernels.add(new ConvolutionWeightGradient(w, 1, filters));
    }

    /** Convolutions with a maximum pool behind them; rows and columns that it leaves out. */
    private void pooledConvolutions() {
        pooled(window(28, 28, 1, 5, 1, 1, new Padding(2, 2, 2, 2)), 1, 6, RELU, 2);
        pooled(window(9, 16, 3, 3, 1, 1, ONE), 1, 7, RELU, 2);
        pooled(window(6, 14, 2, 3, 1, 1, Padding.NONE), 1, 9, Activation.NONE, 3);
        pooled(window(8, 8, 5, 3, 1, 1, ONE), 1, 3, Activation.NONE, 2);
        pooled(window(4, 16, 3, 3, 1, 1, ONE), 1, 1, RELU, 4);
        pooled(window(9, 11, 3, 3, 1, 1, ONE), 1, 16, RELU, 2);
        pooled(window(8, 8, 5, 3, 1, 1, Padding.NONE), 1, 20, Activation.NONE, 3);
        pooled(window(9, 9, 2, 3, 2, 1, ONE), 1, 33, RELU, 2);
        pooled(window(12, 16, 3, 3, 1, 1, ONE), 1, 32, RELU, 2);
        pooled(window(7, 13, 2, 3, 1, 1, ONE), 1, 16, RELU, 6);
        for (int filters : new int[] {12, 24, 32}) {
            pooled(window(8, 8, 4, 3, 1, 1, ONE), 2, filters, RELU, 2);
        }
    }

    private void pooled(Window w, int groups, int filters, Activation activation, int size) {
        ConvolutionForward convolution =
                new ConvolutionForward(w, groups, filters, true, activation);
        Shape map = convolution.output();
        Window pool = window(map.height(), map.width(), filters, size, size, 1, Padding.NONE);
        kernels.add(new ConvolutionMaxPool(convolution, new MaxPoolForward(pool)));
    }

    private void convolution(Window w, int groups, int filters) {
        Kernel plain = new ConvolutionForward(w, groups, filters, false, Activation.NONE);
        int pixels = w.output(filters).pixels();
        kernels.add(plain);
        kernels.add(new ConvolutionForward(w, groups, filters, true, RELU));
        kernels.add(new ConvolutionForward(w, groups, filters, true, TANH));
        kernels.add(new ConvolutionForward(w, groups, filters, true, SILU));
        ChannelSlice slice = new ChannelSlice(5, filters, filters + 9);
        kernels.add(new ConvolutionForward(w, groups, filters, true, RELU, slice));
        kernels.add(new ConvolutionInputGradient(w, groups, filters));
        kernels.add(new ConvolutionWeightGradient(w, groups, filters));
        kernels.add(new LinearWithStatistics(plain, pixels, filters));
        if (WinogradTiling.serve(w, groups)) {
            winograd(w, filters);
        }
    }

    private void winograd(Window w, int filters) {
        ConvolutionForward plain = new ConvolutionForward(w, 1, filters, false, Activation.NONE);
        int pixels = w.output(filters).pixels();
        kernels.add(new WinogradForward(plain));
        kernels.add(new WinogradForward(plain).weights());
        kernels.add(new WinogradForward(new ConvolutionForward(w, 1, filters, true, TANH)));
        ChannelSlice slice = new ChannelSlice(5, filters, filters + 9);
        kernels.add(new WinogradForward(new ConvolutionForward(w, 1, filters, true, RELU, slice)));
        WinogradInputGradient gradient =
                new WinogradInputGradient(new ConvolutionInputGradient(w, 1, filters));
        kernels.add(gradient);
        kernels.add(gradient.weights());
        kernels.add(new WinogradWeightGradient(new ConvolutionWeightGradient(w, 1, filters)));
        kernels.add(new LinearWithStatistics(new WinogradForward(plain), pixels, filters));
    }

    private void products() {
        int[][] sizes = {{1, 16}, {7, 17}, {16, 20}, {33, 33}, {20, 64}, {64, 100}, {100, 100}};
        for (int[] s : sizes) {
            product(1, s[0], s[1]);
        }
        for (int rows : new int[] {2, 15, 49}) {
            product(rows, 20, 33);
        }
        product(9, 48, 64);
        product(2, 128, 96);
        product(1, 20, 120);
        product(3, 20, 136);
        // Rows in several blocks, rows that are packed; the last vectors overlap in both.
        kernels.add(new DenseWeightGradient(99, 20, 33));
        kernels.add(new DenseWeightGradient(1, 520, 40));
        // Rows that can be divided: in place, with a rest, with last vectors that overlap.
        kernels.add(new DenseWeightGradient(1, 520, 64));
        kernels.add(new DenseWeightGradient(1, 523, 64));
        kernels.add(new DenseWeightGradient(1, 333, 100));
        // Some inputs of a row: at its begin and at its end, in tiles, packed, and in blocks.
        for (int[] s : new int[][] {{20, 33}, {7, 15}, {600, 256}}) {
            DenseForward all = new DenseForward(1, 2 * s[0] + 1, s[1], true, RELU);
            kernels.add(all.ofInputs(0, s[0], true));
            kernels.add(all.ofInputs(s[0], all.inputs(), false));
        }
        int[][] narrow = {{1, 1}, {20, 10}, {7, 15}, {10, 20}, {64, 8}, {3, 4}};
        for (int[] s : narrow) {
            product(1, s[0], s[1]);
            product(9, s[0], s[1]);
        }
        kernels.add(new ParallelDense(List.of(dense(9, 20, 16, 0), dense(9, 20, 8, 16))));
        kernels.add(new ParallelDense(List.of(dense(9, 20, 8, 16), dense(9, 20, 20, 0))));
        kernels.add(new ParallelDense(List.of(dense(9, 20, 16, 0), dense(9, 20, 33, 16))));
        joinedProducts();
        for (int channels : new int[] {16, 17, 33, 64, 100}) {
            kernels.add(new BiasGradient(1, channels));
            kernels.add(new BiasGradient(75, channels));
        }
    }

    /** Of enough pixels, with all channels in one tile. */
    private void joinedProducts() {
        product(37, 20, 16);
        product(32, 20, 24);
        product(49, 7, 40);
        DenseForward whole = new DenseForward(36, 20, 8, true, RELU);
        DenseForward few = new DenseForward(36, 20, 3, false, Activation.NONE);
        kernels.add(new ParallelDense(List.of(dense(36, 20, 16, 0), dense(36, 20, 17, 16), whole)));
        kernels.add(new ParallelDense(List.of(dense(36, 20, 32, 0), dense(36, 20, 17, 32), whole)));
        kernels.add(new ParallelDense(List.of(few, dense(36, 20, 8, 16), whole)));
        kernels.add(new ParallelDense(List.of(whole, dense(36, 20, 20, 16))));
        DenseForward one = new DenseForward(36, 20, 1, true, RELU);
        kernels.add(new ParallelDense(List.of(dense(36, 20, 16, 0), one)));
    }

    private static DenseForward dense(int rows, int in, int out, int from) {
        return new DenseForward(rows, in, out, true, RELU, new ChannelSlice(from, out, 49));
    }

    private void product(int rows, int in, int out) {
        DenseForward plain = new DenseForward(rows, in, out, false, Activation.NONE);
        kernels.add(plain);
        kernels.add(new DenseForward(rows, in, out, true, TANH));
        kernels.add(new DenseForward(rows, in, out, true, RELU, new ChannelSlice(3, out, out + 5)));
        kernels.add(new DenseInputGradient(rows, in, out));
        kernels.add(new DenseWeightGradient(rows, in, out));
        kernels.add(new LinearWithStatistics(plain, rows, out));
    }

    private void norms() {
        for (int channels : new int[] {16, 17, 33, 80}) {
            for (int pixels : new int[] {1, 75}) {
                for (Activation a : List.of(Activation.NONE, RELU)) {
                    ChannelSlice whole = ChannelSlice.whole(channels);
                    ChannelSlice part = new ChannelSlice(2, channels, channels + 6);
                    norm(pixels, channels, a, whole, true);
                    norm(pixels, channels, a, part, false);
                }
            }
        }
    }

    private void norm(int pixels, int channels, Activation a, ChannelSlice slice, boolean other) {
        boolean affine = other;
        kernels.add(new Normalize(pixels, channels, EPSILON, affine, other, a, slice));
        kernels.add(new RunningInputGradient(pixels, channels, EPSILON, !affine, other, a, slice));
        kernels.add(new NormalizeGradientSums(pixels, channels, a, false, slice));
        if (a.isNone()) {
            kernels.add(new NormalizeInputGradient(pixels, channels, slice));
        } else {
            kernels.add(new NormalizeGradientSums(pixels, channels, a, true, slice));
        }
    }

    private void activations() {
        for (Activation.Kind kind : Activation.Kind.values()) {
            Activation a = new Activation(kind, 0.7f);
            for (int size : new int[] {1, 15, 16, 257}) {
                if (a.isElementwise()) {
                    kernels.add(new ActivationForward(a, size));
                    kernels.add(new ActivationBackward(a, size, ChannelSlice.whole(1)));
                }
            }
        }
        for (int channels : new int[] {8, 16, 17, 24, 64}) {
            for (int pixels : new int[] {1, 75}) {
                ChannelSlice slice = new ChannelSlice(3, channels, channels + 9);
                kernels.add(new ActivationBackward(RELU, pixels, slice));
            }
        }
    }

    /** Batches that begin at each place of a block of four, and shorter ones than a vector. */
    private void dropouts() {
        int[] sizes = {1, 2, 3, 15, 16, 28, 257, 1001, 4096};
        for (int i = 0; i < sizes.length; i++) {
            kernels.add(new Dropout(sizes[i], 0.25f + 0.06f * i, i));
        }
        kernels.add(new Dropout(4096, rateOfAWord(4096, sizes.length), sizes.length));
    }

    /** The threshold of a dropout is then one of its words, whose element is kept. */
    private static float rateOfAWord(int size, int number) {
        int[] words = new int[4];
        long high = dev.kiln.runtime.internal.kernel.Dropout.high(FormBits.SEED);
        for (long block = (long) FormBits.FIRST * size / words.length; ; block++) {
            Philox.generate(FormBits.SEED, block | (long) number << 32, high, words);
            for (int word : words) {
                if (word < 0 && (word & 0xFF) == 0) {
                    return (word & 0xFFFFFFFFL) * 0x1p-32f;
                }
            }
        }
    }

    /** Columns that fill no vector, whole ones, and one more; several groups of rows. */
    private void softmaxes() {
        for (int columns : new int[] {10, 15, 17, 32, 100}) {
            kernels.add(new SoftmaxForward(1, columns));
        }
        for (int columns : new int[] {10, 15, 32, 100}) {
            losses(columns, 0, List.of());
        }
        for (int columns : new int[] {11, 17, 48, 101}) {
            losses(columns, 0.1f, List.of());
        }
        // Weights so few that they are written out, and so many that they have a method.
        for (int columns : new int[] {12, 18, 64, 102}) {
            losses(columns, 0, weights(columns, 3));
        }
        for (int columns : new int[] {13, 19, 80, 103}) {
            losses(columns, 0.1f, weights(columns, 18));
        }
        kernels.add(new SoftmaxForward(7, 10));
        kernels.add(new SoftmaxForward(7, 33));
    }

    /** A model has one loss, so of two with as many classes the names would be equal. */
    private void losses(int columns, float smoothing, List<Float> weights) {
        kernels.add(new CrossEntropy(columns, smoothing, weights, false));
        kernels.add(new CrossEntropy(columns, smoothing, weights, true));
    }

    private static List<Float> weights(int classes, int different) {
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < classes; i++) {
            weights.add(0.3f + i % different);
        }
        return weights;
    }

    static Window window(
            int height,
            int width,
            int channels,
            int kernel,
            int stride,
            int dilation,
            Padding padding) {
        return new Window(
                new Shape(height, width, channels),
                new Pair(kernel, kernel),
                new Pair(stride, stride),
                new Pair(dilation, dilation),
                padding);
    }
}
