package dev.kiln.processor.gradient;

import dev.kiln.processor.gradient.Layers.Conv;
import dev.kiln.processor.gradient.Layers.Dense;
import dev.kiln.processor.gradient.Layers.Global;
import java.util.ArrayList;
import java.util.List;

/** Convolutions of so many channels that they may call the micro-kernels of the runtime. */
final class WideNets {

    private static final Function NONE = Function.NONE;

    private final List<Net> nets = new ArrayList<>();

    private WideNets() {}

    static List<Net> all() {
        WideNets all = new WideNets();
        all.windows();
        all.strides();
        all.others();
        return all.nets;
    }

    private void windows() {
        conv("Three", 5, 7, 9, 13, Window.of(3, 1, 1), NONE);
        conv("ThreeRelu", 4, 5, 8, 33, Window.of(3, 1, 1), Function.RELU);
        conv("NoPadding", 6, 5, 10, 8, Window.of(3, 1, 0), NONE);
        conv("Full", 3, 4, 8, 9, Window.of(3, 1, 2), NONE);
        conv("ExceedsInput", 3, 2, 8, 9, Window.of(5, 1, 2), NONE);
        conv("Even", 5, 4, 12, 16, Window.of(2, 1, 0), NONE);
        conv("Pixels", 3, 5, 17, 40, Window.of(1, 1, 0), Function.RELU);
        conv("PixelsPadded", 3, 3, 8, 8, Window.of(1, 1, 1), NONE);
        conv("Row", 4, 9, 8, 10, window(1, 7, 1, 1, 1, 1, 0, 0, 3, 3), NONE);
        conv("Column", 9, 4, 8, 10, window(7, 1, 1, 1, 1, 1, 3, 3, 0, 0), NONE);
        conv("Asymmetric", 5, 6, 9, 12, window(3, 2, 1, 1, 1, 1, 0, 2, 1, 0), NONE);
        conv("Dilated", 8, 7, 8, 11, window(3, 3, 1, 1, 2, 3, 2, 2, 3, 3), NONE);
        conv("DilatedRows", 8, 5, 8, 11, window(3, 2, 1, 1, 2, 1, 1, 1, 0, 1), NONE);
    }

    /** Of those with gaps some pixels are not read; others fall into phases. */
    private void strides() {
        conv("Stride2", 7, 8, 9, 12, Window.of(3, 2, 1), NONE);
        conv("Stride2Even", 8, 6, 10, 33, Window.of(4, 2, 1), Function.RELU);
        conv("Stride2Pixels", 5, 6, 8, 17, Window.of(1, 2, 0), NONE);
        conv("Stride3Gap", 8, 7, 9, 8, Window.of(2, 3, 0), NONE);
        conv("Stride4", 13, 9, 8, 8, Window.of(7, 4, 3), NONE);
        conv("Stride2Rows", 7, 5, 8, 9, window(3, 3, 2, 1, 1, 1, 1, 1, 1, 1), NONE);
        conv("Stride3Columns", 4, 8, 8, 9, window(3, 1, 1, 3, 1, 1, 1, 1, 0, 0), NONE);
        conv("DilatedStride2", 11, 9, 8, 9, window(3, 3, 2, 2, 2, 2, 2, 2, 2, 2), NONE);
        conv("Dilation3Stride2", 10, 10, 8, 8, window(3, 2, 2, 2, 3, 3, 1, 2, 0, 3), NONE);
    }

    private void others() {
        conv("Filters100", 2, 3, 8, 100, Window.of(2, 1, 1), NONE);
        conv("Narrow", 4, 5, 3, 9, Window.of(3, 1, 1), NONE);
        conv("Tiles", 13, 14, 16, 17, Window.of(3, 1, 1), NONE);
        conv("OtherActivation", 4, 5, 8, 9, Window.of(3, 1, 1), Function.TANH);
        nets.add(
                Net.of(
                        "Stack",
                        7,
                        6,
                        3,
                        3,
                        LossRule.crossEntropy(true),
                        new Conv(Window.of(3, 2, 1), 12, 1, true, Function.RELU),
                        new Conv(Window.of(1, 1, 0), 9, 1, false, NONE),
                        new Conv(Window.of(3, 1, 1), 10, 1, true, Function.RELU),
                        new Global(false),
                        new Dense(4, true, Function.SOFTMAX)));
    }

    private void conv(
            String name, int height, int width, int channels, int filters, Window w, Function f) {
        Conv conv = new Conv(w, filters, 1, f == NONE, f);
        nets.add(Net.of("Wide" + name, height, width, channels, 2, LossRule.squares(), conv));
    }

    private static Window window(int kr, int kc, int sr, int sc, int dr, int dc, int... padding) {
        return Window.of(new int[] {kr, kc}, new int[] {sr, sc}, new int[] {dr, dc}, padding);
    }
}
