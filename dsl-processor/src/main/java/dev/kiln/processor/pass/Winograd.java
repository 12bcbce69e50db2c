package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Window;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.Tiles;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import java.util.List;

/**
 * Lets 3x3 convolutions take fewer products, where that is expected to be faster. It knows shapes
 * alone: all kernels of a convolution sum in the same order on every machine.
 *
 * <p>The model counts cycles of a core with vectors of 16 lanes that does two multiply-adds in
 * each: those of a tile by the definition, and by transforms and products.
 */
public final class Winograd {

    private static final int LANES = 16;
    private static final double DIRECT_PRODUCTS = 9.0;
    private static final double PRODUCTS_A_CYCLE = 2;

    /** Products of short loops are a little slower. */
    private static final double SLOWER = 1.1;

    /** Cycles for a patch of a vector of channels, measured: loads, sums and stores. */
    private static final double PATCH = 170;

    private static final double RESULT = 150;

    /**
     * Tiles of an image. There are four times as many transformed weights; with fewer tiles,
     * fetching them takes longer for one image than the products that they save.
     */
    private static final int FEWEST_TILES = 4;

    private Winograd() {}

    public static List<Step> apply(List<Step> steps) {
        return steps.stream().map(s -> new Step(s.layer(), of(s.kernel()), s.operands())).toList();
    }

    public static Program apply(Program program) {
        return new Program(
                apply(program.forward()),
                program.loss(),
                program.lossWithGradient(),
                apply(program.backward()));
    }

    /** The kernel, or the one that takes its place. */
    public static Kernel of(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return new LinearWithStatistics(of(k.linear()), k.pixels(), k.channels());
        }
        if (kernel instanceof ConvolutionForward k && pays(k.window(), k.groups(), k.filters())) {
            return new WinogradForward(k);
        }
        if (kernel instanceof ConvolutionInputGradient k
                && pays(k.window(), k.groups(), k.filters())) {
            return new WinogradInputGradient(k);
        }
        if (kernel instanceof ConvolutionWeightGradient k
                && pays(k.window(), k.groups(), k.filters())) {
            return new WinogradWeightGradient(k);
        }
        return kernel;
    }

    /** The three kernels of a convolution go together. */
    private static boolean pays(Window w, int groups, int filters) {
        int channels = w.input().channels();
        if (!Tiles.serve(w, groups) || channels % LANES + filters % LANES > 0) {
            return false;
        }
        Tiles tiles = Tiles.ofOutput(w);
        double products = (double) channels * vectors(filters) / PRODUCTS_A_CYCLE;
        double direct = products * DIRECT_PRODUCTS * w.output(filters).pixels();
        double transforms = PATCH * vectors(channels) + RESULT * vectors(filters);
        double tile = products * Tiles.POSITIONS * SLOWER + transforms;
        return tiles.count() >= FEWEST_TILES && tile * tiles.count() < direct;
    }

    private static int vectors(int channels) {
        return (channels + LANES - 1) / LANES;
    }
}
