package dev.kiln.processor.pass;

import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.PanelWeightGradient;
import dev.kiln.processor.graph.kernel.PanelWinograd;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.shape.Window;
import dev.kiln.processor.operation.LinearOp;
import dev.kiln.processor.operation.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Lets the convolutions of large networks, and products of pixels, share the micro-kernels of the
 * runtime. A kernel of its own for each shape runs a little faster where rows are short, but C2
 * must compile each: about half a second of its time. A network of {@link #LARGE} multiply-adds
 * takes some milliseconds for an image, so that thousands of images would have to pass before that
 * is won back; its loops are long, and literal bounds gain nothing there.
 */
public final class Panels {

    /** Multiply-adds of an image from which on a network is large. */
    private static final long LARGE = 150_000_000;

    /** Numbers of a sum and filters below which a layer keeps a kernel of its own. */
    private static final int NARROW = 8;

    /** Winograd's tiles: cycles for the transforms of a tile and a vector of channels. */
    private static final double TRANSFORMS = 150;

    private static final double SLOWER = 1.2;
    private static final int LANES = 16;
    private static final int TAPS = 9;
    private static final int FEWEST_TILES = 16;
    private static final int FEWEST_CHANNELS = 16;

    /** Which networks share micro-kernels. */
    public enum Reach {
        NONE,
        LARGE,
        ALL
    }

    private Panels() {}

    /** Whether layers of a network of so many multiply-adds share micro-kernels. */
    public static boolean serve(long multiplyAdds, Reach reach) {
        return reach == Reach.ALL || (reach == Reach.LARGE && multiplyAdds >= LARGE);
    }

    /** {@code tiles}: whether 3x3 convolutions may take fewer products. */
    static Outcome<List<Step>> apply(List<Step> steps, boolean tiles) {
        return new Outcome<>(
                steps.stream()
                        .map(s -> new Step(s.layer(), of(s.kernel(), tiles), s.operands()))
                        .toList(),
                steps.stream().flatMap(s -> decision(s, tiles).stream()).toList());
    }

    private static Optional<Decision> decision(Step step, boolean tiles) {
        Kernel kernel =
                step.kernel() instanceof LinearWithStatistics both ? both.linear() : step.kernel();
        if (!(kernel instanceof ConvolutionForward)
                && !(kernel instanceof DenseForward dense && dense.rows() > 1)) {
            return Optional.empty();
        }
        return Optional.of(
                of(kernel, tiles).equals(kernel)
                        ? Decision.refused(step.layer(), "it is narrow or has groups")
                        : Decision.applied(
                                step.layer(),
                                of(kernel, tiles) instanceof PanelWinograd
                                        ? "it calls micro-kernels of the runtime, in tiles of 4x4"
                                        : "it calls micro-kernels of the runtime"));
    }

    /** Whether an operation calls micro-kernels, and these can't apply an activation. */
    static boolean refuses(Operation operation, Activation activation) {
        return !fits(activation)
                && operation instanceof LinearOp linear
                && !of(linear.forwardKernel(), false).equals(linear.forwardKernel());
    }

    /** The kernel, or the one that takes its place. */
    static Kernel of(Kernel kernel, boolean tiles) {
        if (kernel instanceof LinearWithStatistics k) {
            return new LinearWithStatistics(of(k.linear(), tiles), k.pixels(), k.channels());
        }
        if (tiles
                && kernel instanceof ConvolutionForward k
                && fits(k.activation())
                && inTiles(k.window(), k.groups(), k.filters())) {
            return new PanelWinograd(k);
        }
        if (tiles
                && kernel instanceof ConvolutionInputGradient k
                && inTiles(k.window(), k.groups(), k.filters())) {
            return new PanelWinograd(k);
        }
        if (kernel instanceof ConvolutionForward k && k.groups() == 1) {
            return wide(depth(k.window()), k.filters()) && fits(k.activation())
                    ? new PanelForward(k)
                    : k;
        }
        if (kernel instanceof DenseForward k && k.rows() > 1) {
            return wide(k.inputs(), k.outputs()) && fits(k.activation()) ? new PanelForward(k) : k;
        }
        if (kernel instanceof ConvolutionInputGradient k && k.groups() == 1) {
            return wide(k.window().input().channels(), k.filters()) ? new PanelInputGradient(k) : k;
        }
        if (kernel instanceof DenseInputGradient k && k.rows() > 1) {
            return wide(k.inputs(), k.outputs()) ? new PanelInputGradient(k) : k;
        }
        if (kernel instanceof ConvolutionWeightGradient k && k.groups() == 1) {
            return wide(depth(k.window()), k.filters()) ? new PanelWeightGradient(k) : k;
        }
        if (kernel instanceof DenseWeightGradient k && k.rows() > 1) {
            return wide(k.inputs(), k.outputs()) ? new PanelWeightGradient(k) : k;
        }
        return kernel;
    }

    /**
     * Whether Winograd's tiles are worth their transforms: a tile takes 36 products for the 144 of
     * its pixels, and some hundred cycles of a core for each vector of channels. With few tiles,
     * fetching four times as many weights takes longer than the products that are saved. Forward
     * and back a convolution goes the same way.
     */
    private static boolean inTiles(Window w, int groups, int filters) {
        int channels = w.input().channels();
        if (!WinogradTiling.serve(w, groups) || Math.min(channels, filters) < FEWEST_CHANNELS) {
            return false;
        }
        int tiles = WinogradTiling.ofOutput(w).count();
        double products = (double) channels * filters / LANES;
        double direct = products * TAPS * w.output(filters).pixels();
        double transforms = TRANSFORMS * (channels + filters) / LANES;
        double tiled = tiles * (products * WinogradTiling.POSITIONS * SLOWER + transforms);
        return tiles >= FEWEST_TILES && tiled < direct;
    }

    /** Numbers that a sum reads. */
    private static int depth(Window w) {
        return w.kernel().rows() * w.kernel().columns() * w.input().channels();
    }

    private static boolean wide(int depth, int filters) {
        return Math.min(depth, filters) >= NARROW;
    }

    private static boolean fits(Activation activation) {
        return activation.isNone() || activation.kind() == Activation.Kind.RELU;
    }
}
