package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;

/**
 * Derivative of the loss by the input of a large convolution, or of a product of the pixels of a
 * map, by the micro-kernels of the runtime: each is one chain of fused multiply-adds over the
 * pixels of the output that saw the input, row by row, and the filters.
 *
 * @param linear a {@link ConvolutionInputGradient} of one group or a {@link DenseInputGradient} of
 *     pixels
 */
public record PanelInputGradient(Kernel linear) implements PanelKernel {

    @Override
    public Optional<Preparation> packing() {
        return Optional.of(weights());
    }

    /** The kernel that packs the weights. */
    public TurnedPanelWeights weights() {
        return new TurnedPanelWeights(window(), filters());
    }

    /** The window of the convolution; a product is one of 1x1. */
    public Window window() {
        return linear instanceof ConvolutionInputGradient k
                ? k.window()
                : pixels(
                        ((DenseInputGradient) linear).rows(),
                        ((DenseInputGradient) linear).inputs());
    }

    public int filters() {
        return linear instanceof ConvolutionInputGradient k
                ? k.filters()
                : ((DenseInputGradient) linear).outputs();
    }

    /** The window of a product of so many pixels. */
    static Window pixels(int rows, int channels) {
        return new Window(new Shape(1, rows, channels), Pair.ONE, Pair.ONE, Pair.ONE, Padding.NONE);
    }
}
