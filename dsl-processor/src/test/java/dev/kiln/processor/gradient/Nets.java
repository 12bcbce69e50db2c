package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.Layers.Activate;
import dev.kiln.processor.gradient.Layers.Conv;
import dev.kiln.processor.gradient.Layers.Dense;
import dev.kiln.processor.gradient.Layers.Global;
import dev.kiln.processor.gradient.Layers.Layer;
import dev.kiln.processor.gradient.Layers.Pool;
import dev.kiln.processor.gradient.Layers.Same;
import java.util.ArrayList;
import java.util.List;

/** Every layer, attribute, activation and loss, in shapes that no tile divides. */
final class Nets {

    private static final LossRule SQUARES = LossRule.squares();

    private Nets() {}

    static List<Net> all() {
        List<Net> nets = new ArrayList<>();
        convolutions(nets);
        pools(nets);
        others(nets);
        written(nets);
        for (Function f : Function.values()) {
            nets.add(Net.of("Alone" + f, 3, 5, 3, 3, SQUARES, new Activate(f)));
            nets.add(
                    Net.of(
                            "InLayers" + f,
                            5,
                            4,
                            2,
                            2,
                            SQUARES,
                            conv(Window.of(3, 1, 1), 3, f),
                            new Dense(4, true, f),
                            new Dense(3, false, Function.NONE)));
        }
        return nets;
    }

    private static Layer conv(Window window, int filters, Function f) {
        return new Conv(window, filters, 1, true, f);
    }

    private static Window window(int kr, int kc, int sr, int sc, int dr, int dc, int... padding) {
        return Window.of(new int[] {kr, kc}, new int[] {sr, sc}, new int[] {dr, dc}, padding);
    }

    private static void single(List<Net> nets, String name, int h, int w, int c, int n, Layer l) {
        nets.add(Net.of(name, h, w, c, n, SQUARES, l));
    }

    private static void convolutions(List<Net> nets) {
        Function none = Function.NONE;
        single(nets, "ConvPrime", 7, 11, 3, 5, conv(Window.of(3, 1, 1), 13, none));
        single(nets, "ConvWide", 5, 5, 2, 1, conv(Window.of(3, 1, 1), 33, none));
        single(nets, "ConvManyChannels", 4, 3, 17, 2, conv(Window.of(2, 1, 0), 3, none));
        single(nets, "ConvOneChannel", 9, 8, 1, 7, conv(Window.of(5, 1, 2), 6, none));
        single(nets, "ConvStride2", 7, 7, 3, 2, conv(Window.of(3, 2, 1), 5, none));
        single(nets, "ConvStride3", 10, 11, 2, 2, conv(Window.of(2, 3, 0), 4, none));
        single(nets, "ConvStride4", 13, 9, 2, 1, conv(Window.of(3, 4, 1), 2, none));
        single(
                nets,
                "ConvKernelIsInput",
                4,
                5,
                3,
                3,
                conv(window(4, 5, 1, 1, 1, 1, 0, 0, 0, 0), 7, none));
        single(nets, "ConvKernelExceedsInput", 3, 2, 2, 2, conv(Window.of(5, 1, 2), 3, none));
        single(nets, "ConvLargeKernel", 11, 13, 1, 2, conv(Window.of(11, 1, 5), 3, none));
        single(
                nets,
                "ConvRectangular",
                6,
                9,
                3,
                2,
                conv(window(1, 7, 1, 1, 1, 1, 0, 0, 3, 3), 4, none));
        single(
                nets,
                "ConvAsymmetric",
                6,
                7,
                3,
                2,
                conv(window(3, 2, 2, 1, 1, 1, 0, 1, 2, 1), 5, none));
        single(
                nets,
                "ConvDilated",
                9,
                8,
                2,
                2,
                conv(window(3, 3, 1, 1, 2, 3, 2, 2, 3, 3), 3, none));
        single(
                nets,
                "ConvDilatedStride2",
                11,
                9,
                3,
                2,
                conv(window(3, 3, 2, 2, 2, 2, 2, 2, 2, 2), 4, none));
        single(
                nets,
                "ConvDilation3Stride2",
                12,
                12,
                2,
                1,
                conv(window(3, 2, 2, 2, 3, 3, 1, 2, 0, 3), 3, none));
        single(nets, "ConvGroups", 5, 6, 6, 2, new Conv(Window.of(3, 1, 1), 10, 2, true, none));
        single(
                nets,
                "ConvGroupsStride",
                7,
                7,
                6,
                2,
                new Conv(Window.of(3, 2, 1), 9, 3, false, none));
        single(nets, "ConvDepthWise", 5, 7, 5, 2, new Conv(Window.of(3, 1, 1), 5, 5, true, none));
        single(
                nets,
                "ConvDepthMultiplier",
                6,
                5,
                3,
                2,
                new Conv(Window.of(3, 2, 1), 6, 3, true, none));
        single(nets, "ConvPointwise", 3, 5, 7, 3, conv(Window.of(1, 1, 0), 9, none));
        single(nets, "ConvPointwiseStride", 5, 6, 3, 2, conv(Window.of(1, 2, 0), 4, none));
        nets.add(
                Net.of(
                        "ConvStack",
                        8,
                        9,
                        2,
                        2,
                        SQUARES,
                        conv(Window.of(3, 2, 1), 5, Function.TANH),
                        conv(Window.of(3, 1, 1), 7, Function.SIGMOID),
                        new Conv(Window.of(1, 1, 0), 3, 1, false, none)));
    }

    private static void pools(List<Net> nets) {
        single(nets, "MaxPool", 7, 9, 5, 2, new Pool(Window.of(2, 2, 0), true, true));
        single(nets, "MaxPoolOverlap", 7, 8, 3, 2, new Pool(Window.of(3, 2, 1), true, true));
        single(nets, "MaxPoolGap", 8, 8, 2, 2, new Pool(Window.of(2, 3, 0), true, true));
        single(
                nets,
                "MaxPoolRectangular",
                9,
                8,
                3,
                1,
                new Pool(window(3, 2, 1, 2, 1, 1, 1, 0, 0, 1), true, true));
        single(nets, "AveragePool", 7, 9, 5, 2, new Pool(Window.of(2, 2, 0), false, true));
        single(nets, "AveragePoolPadded", 5, 7, 3, 2, new Pool(Window.of(3, 1, 1), false, true));
        single(
                nets,
                "AveragePoolExcluding",
                5,
                7,
                3,
                2,
                new Pool(Window.of(3, 2, 1), false, false));
        single(nets, "GlobalMax", 5, 3, 11, 3, new Global(true));
        single(nets, "GlobalAverage", 5, 3, 17, 3, new Global(false));
    }

    private static void others(List<Net> nets) {
        Function none = Function.NONE;
        single(nets, "DenseOne", 1, 1, 17, 4, new Dense(1, true, none));
        single(nets, "DenseFromOne", 1, 1, 1, 2, new Dense(3, true, none));
        single(nets, "DenseWide", 1, 1, 33, 7, new Dense(19, false, none));
        single(nets, "DenseOfImage", 3, 4, 5, 6, new Dense(6, true, none));
        losses(nets, new Dense(7, true, none));
        nets.add(
                Net.of(
                        "LeNetLike",
                        12,
                        12,
                        1,
                        3,
                        LossRule.crossEntropy(true),
                        conv(Window.of(5, 1, 2), 3, Function.RELU),
                        new Pool(Window.of(2, 2, 0), true, true),
                        conv(Window.of(3, 1, 0), 5, Function.RELU),
                        new Pool(Window.of(2, 2, 0), true, true),
                        new Dense(9, true, Function.RELU),
                        new Dense(4, true, Function.SOFTMAX)));
    }

    /** Attributes in every way in which they can be written, and what is left out. */
    private static void written(List<Net> nets) {
        Function none = Function.NONE;
        int[] one = {1, 1};
        int[] two = {2, 2};
        int[] even = {4, 2};
        Window pair = new Window(new int[] {3, 5}, one, one, new int[] {1, 1, 2, 2}, "{1, 2}");
        single(nets, "ConvSame", 5, 6, 2, 2, conv(Window.same(even, one, one), 3, none));
        single(nets, "ConvSameDilated", 7, 6, 2, 2, conv(Window.same(even, two, two), 3, none));
        single(nets, "ConvPair", 5, 6, 2, 2, conv(pair, 3, none));
        Window valid = new Window(two, one, one, new int[4], "VALID");
        single(nets, "ConvValid", 5, 6, 2, 2, conv(valid, 3, none));
        single(nets, "PoolSame", 5, 6, 2, 2, new Pool(Window.same(even, even, one), true, true));
        single(
                nets,
                "AveragePoolSame",
                5,
                6,
                2,
                2,
                new Pool(Window.same(even, two, one), false, false));
        single(nets, "Unchanged", 2, 3, 2, 2, new Same());
        Layer conv = conv(Window.of(3, 1, 1), 3, Function.RELU);
        double[] three = {0.3, -0.2, 0.1};
        Scaling[] scalings = {
            new Scaling(1.7, new double[0], new double[0]),
            new Scaling(1, new double[] {0.25}, new double[] {0.7}),
            new Scaling(0.5, three, new double[] {0.6, 1.1, 0.4})
        };
        for (int i = 0; i < scalings.length; i++) {
            nets.add(Net.of("Scaled" + i, 4, 5, 3, 2, SQUARES, conv).scaled(scalings[i]));
        }
        Layer softmax = new Dense(3, true, Function.SOFTMAX);
        Layer sigmoid = new Dense(3, true, Function.SIGMOID);
        LossRule classes = LossRule.crossEntropy(true).chosen();
        nets.add(Net.of("ChosenClasses", 1, 1, 5, 2, classes, softmax, new Same()));
        nets.add(Net.of("ChosenBinary", 1, 1, 5, 2, LossRule.binary(true).chosen(), sigmoid));
        nets.add(Net.of("ChosenSquares", 4, 5, 2, 2, SQUARES.chosen(), conv));
    }

    private static void losses(List<Net> nets, Layer last) {
        double[] weights = {0.5, 2, 1, 0.25, 3, 1.5, 1};
        LossRule.Kind classes = LossRule.Kind.CROSS_ENTROPY;
        nets.add(Net.of("Classes", 1, 1, 5, 4, LossRule.crossEntropy(false), last));
        nets.add(
                Net.of(
                        "Smooth",
                        1,
                        1,
                        5,
                        3,
                        new LossRule(classes, false, 0.2, new double[0], false),
                        last));
        nets.add(
                Net.of(
                        "Weighted",
                        1,
                        1,
                        5,
                        4,
                        new LossRule(classes, false, 0, weights, false),
                        last));
        nets.add(
                Net.of(
                        "WeightedSmooth",
                        1,
                        1,
                        5,
                        4,
                        new LossRule(classes, false, 0.1, weights, false),
                        last));
        nets.add(
                Net.of(
                        "Softmax",
                        1,
                        1,
                        5,
                        1,
                        LossRule.crossEntropy(true),
                        new Dense(2, true, Function.SOFTMAX)));
        nets.add(Net.of("Binary", 1, 1, 5, 3, LossRule.binary(false), last));
        nets.add(
                Net.of(
                        "Sigmoid",
                        2,
                        3,
                        2,
                        3,
                        LossRule.binary(true),
                        conv(Window.of(1, 1, 0), 2, Function.SIGMOID)));
    }
}
