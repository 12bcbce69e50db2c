package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Window;
import java.util.List;
import java.util.Optional;

/**
 * Lets 3x3 convolutions take fewer products, where that is expected to be faster. It knows shapes
 * alone: all kernels of a convolution sum in the same order on every machine.
 *
 * <p>The model counts cycles of a core with vectors of 16 lanes that does two multiply-adds in
 * each: those of a tile by the definition, and by transforms and products.
 */
public final class Winograd {

    private static final int TAPS = 3;
    private static final int LANES = 16;
    private static final double DIRECT_PRODUCTS = 9.0;
    private static final double PRODUCTS_A_CYCLE = 2;

    /** Products of short loops are a little slower. */
    private static final double SLOWER = 1.1;

    /** Cycles for a patch of a vector of channels, measured: loads, sums and stores. */
    private static final double PATCH = 170;

    private static final double RESULT = 150;

    /**
     * WinogradTiling of an image. There are four times as many transformed weights; with fewer
     * tiles, fetching them takes longer for one image than the products that they save.
     */
    private static final int FEWEST_TILES = 4;

    /** Channels, tiles and their products of a convolution that is wide. */
    private static final int WIDE_CHANNELS = 32;

    private static final int WIDE_TILES = 16;
    private static final int WIDE_PRODUCTS = 1 << 15;

    /** Which convolutions may take fewer products. */
    public enum Reach {
        /** None. */
        NONE,

        /**
         * Those with many channels and tiles: there plain kernels win too, if several images go
         * through together. Measured, microseconds an image for forward pass, input gradient and
         * weight gradient, by the definition and by tiles: 32 to 32 channels of 32x32 pixels 284,
         * 277, 333 and 176, 184, 232; 64 to 64 of 16x16 255, 256, 237 and 127, 126, 239. There is
         * no gain with 16 to 16 of 32x32 and 32 to 32 of 16x16, and 64 to 64 of 8x8 take 1.5 to 1.7
         * times as long.
         */
        WIDE,

        /** All for which vector kernels win by it. */
        ALL;

        /**
         * Those of a predictor, which may be given one image at a time: with its few tiles plain
         * kernels lose (the VGG-like network of the benchmarks 1,250 instead of 760 microseconds).
         */
        public Reach inPredictor() {
            return this == ALL ? ALL : NONE;
        }
    }

    private Winograd() {}

    static Outcome<List<Step>> apply(List<Step> steps, Reach reach) {
        List<Step> result =
                steps.stream()
                        .map(s -> new Step(s.layer(), of(s.kernel(), reach), s.operands()))
                        .toList();
        return new Outcome<>(
                result, steps.stream().flatMap(s -> decision(s, reach).stream()).toList());
    }

    /** Of a 3x3 convolution; its gradients go the same way. */
    private static Optional<Decision> decision(Step step, Reach reach) {
        Kernel kernel =
                step.kernel() instanceof LinearWithStatistics both ? both.linear() : step.kernel();
        if (!(kernel instanceof ConvolutionForward k)
                || !k.window().kernel().equals(new Pair(TAPS, TAPS))) {
            return Optional.empty();
        }
        Optional<String> refusal = refusal(k.window(), k.groups(), k.filters(), reach);
        return Optional.of(
                refusal.map(r -> Decision.refused(step.layer(), r))
                        .orElseGet(() -> Decision.applied(step.layer(), tiles(k.window()))));
    }

    private static String tiles(Window window) {
        WinogradTiling tiles = WinogradTiling.ofOutput(window);
        return tiles.count() + " tiles of 4x4 pixels, 36 products instead of 144 for each";
    }

    /** The kernel, or the one that takes its place. */
    public static Kernel of(Kernel kernel, Reach reach) {
        if (kernel instanceof LinearWithStatistics k) {
            return new LinearWithStatistics(of(k.linear(), reach), k.pixels(), k.channels());
        }
        if (kernel instanceof ConvolutionForward k
                && pays(k.window(), k.groups(), k.filters(), reach)) {
            return new WinogradForward(k);
        }
        if (kernel instanceof ConvolutionInputGradient k
                && pays(k.window(), k.groups(), k.filters(), reach)) {
            return new WinogradInputGradient(k);
        }
        if (kernel instanceof ConvolutionWeightGradient k
                && pays(k.window(), k.groups(), k.filters(), reach)) {
            return new WinogradWeightGradient(k);
        }
        return kernel;
    }

    /** The three kernels of a convolution go together. */
    private static boolean pays(Window w, int groups, int filters, Reach reach) {
        return refusal(w, groups, filters, reach).isEmpty();
    }

    private static Optional<String> refusal(Window w, int groups, int filters, Reach reach) {
        int channels = w.input().channels();
        if (!WinogradTiling.serve(w, groups)) {
            return Optional.of("its stride, dilation, padding or groups don't fit tiles of 4x4");
        }
        if (channels % LANES + filters % LANES > 0) {
            return Optional.of("its channels are no multiples of " + LANES);
        }
        WinogradTiling tiles = WinogradTiling.ofOutput(w);
        if (reach == Reach.NONE) {
            return Optional.of("plain kernels would lose time by it here");
        }
        if (reach == Reach.WIDE && !wide(channels, filters, tiles)) {
            return Optional.of("plain kernels win with many channels and tiles only");
        }
        if (tiles.count() < FEWEST_TILES) {
            return Optional.of("there are only " + tiles.count() + " tiles");
        }
        double products = (double) channels * vectors(filters) / PRODUCTS_A_CYCLE;
        double direct = products * DIRECT_PRODUCTS * w.output(filters).pixels();
        double transforms = PATCH * vectors(channels) + RESULT * vectors(filters);
        double tile = products * WinogradTiling.POSITIONS * SLOWER + transforms;
        return tile * tiles.count() < direct
                ? Optional.empty()
                : Optional.of("transforms are predicted to cost more than the products they save");
    }

    private static boolean wide(int channels, int filters, WinogradTiling tiles) {
        return Math.min(channels, filters) >= WIDE_CHANNELS
                && tiles.count() >= WIDE_TILES
                && (long) channels * filters * tiles.count() >= WIDE_PRODUCTS;
    }

    private static int vectors(int channels) {
        return (channels + LANES - 1) / LANES;
    }
}
