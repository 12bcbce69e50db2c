package dev.kiln.processor.vector;

import static dev.kiln.processor.vector.FormCases.ONE;
import static dev.kiln.processor.vector.FormCases.RELU;
import static dev.kiln.processor.vector.FormCases.window;

import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.ArrayList;
import java.util.List;

/** The pools among {@link FormCases}. */
final class PoolCases {

    private final List<Kernel> kernels = new ArrayList<>();

    private PoolCases() {}

    static List<Kernel> all() {
        PoolCases cases = new PoolCases();
        cases.pools();
        cases.rectangles();
        cases.shortRows();
        return cases.kernels;
    }

    private void pools() {
        for (int channels : new int[] {1, 6, 15, 16, 17, 48}) {
            List<Window> windows = new ArrayList<>();
            windows.add(window(6, 8, channels, 2, 2, 1, Padding.NONE));
            windows.add(window(7, 7, channels, 3, 2, 1, Padding.NONE));
            windows.add(window(7, 6, channels, 3, 1, 1, ONE));
            windows.add(window(8, 8, channels, 3, 2, 1, ONE));
            windows.add(window(1, 2, channels, 3, 1, 1, ONE));
            windows.add(window(5, 4, channels, 2, 1, 1, new Padding(1, 0, 0, 1)));
            windows.add(window(9, 9, channels, 3, 1, 2, new Padding(2, 2, 2, 2)));
            windows.add(window(9, 9, channels, 5, 2, 1, new Padding(2, 2, 2, 2)));
            windows.add(window(8, 8, channels, 4, 4, 1, Padding.NONE));
            windows.add(window(3, 3, channels, 3, 5, 1, new Padding(3, 3, 3, 3)));
            windows.add(window(5, 5, channels, 2, 3, 1, new Padding(1, 1, 0, 0)));
            windows.add(window(8, 8, channels, 8, 1, 1, Padding.NONE));
            windows.forEach(this::pools);
        }
    }

    private void pools(Window w) {
        averages(w);
        kernels.add(new MaxPoolForward(w));
        kernels.add(new MaxPoolBackward(w));
        kernels.add(new MaxPoolBackward(w).behind(RELU));
        int channels = w.input().channels();
        ChannelSlice slice = new ChannelSlice(4, channels, channels + 7);
        kernels.add(new MaxPoolForward(w, slice));
        kernels.add(new MaxPoolBackward(w, Activation.NONE, slice));
        kernels.add(new MaxPoolBackward(w, RELU, slice));
    }

    /** Rows and columns of windows that have nothing in common. */
    private void rectangles() {
        for (int channels : new int[] {5, 17}) {
            Shape shape = new Shape(8, 9, channels);
            Pair size = new Pair(2, 3);
            for (Pair stride : List.of(size, Pair.ONE, new Pair(2, 1))) {
                pools(new Window(shape, size, stride, Pair.ONE, Padding.NONE));
                pools(new Window(shape, size, stride, Pair.ONE, new Padding(1, 0, 2, 1)));
            }
        }
    }

    /** Rows so short that vectors of the last pixels reach as far as those of the first. */
    private void shortRows() {
        for (Window w :
                List.of(
                        window(6, 8, 5, 2, 2, 1, Padding.NONE),
                        window(9, 18, 3, 3, 3, 1, Padding.NONE))) {
            kernels.add(new MaxPoolForward(w));
            kernels.add(new MaxPoolBackward(w));
            kernels.add(new MaxPoolBackward(w).behind(RELU));
        }
    }

    private void averages(Window w) {
        int channels = w.input().channels();
        for (ChannelSlice slice :
                List.of(
                        ChannelSlice.whole(channels),
                        new ChannelSlice(4, channels, channels + 7))) {
            kernels.add(new AveragePoolForward(w, true, slice));
            kernels.add(new AveragePoolBackward(w, false, slice));
        }
    }
}
