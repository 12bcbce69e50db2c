package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;

/**
 * Derivative of the loss by the weights of a large convolution, or of a product of the pixels of a
 * map, by the micro-kernels of the runtime, added to what is there: each is one chain of fused
 * multiply-adds over samples, rows and columns of the output.
 *
 * @param linear a {@link ConvolutionWeightGradient} of one group or a {@link DenseWeightGradient}
 *     of pixels
 */
public record PanelWeightGradient(Kernel linear) implements PanelKernel {

    @Override
    public Optional<Preparation> packing() {
        return Optional.empty();
    }

    @Override
    public boolean sumsApart() {
        return linear.sumsApart();
    }

    /** The window of the convolution; a product is one of 1x1. */
    public Window window() {
        return linear instanceof ConvolutionWeightGradient k
                ? k.window()
                : PanelInputGradient.pixels(
                        ((DenseWeightGradient) linear).rows(),
                        ((DenseWeightGradient) linear).inputs());
    }

    public int filters() {
        return linear instanceof ConvolutionWeightGradient k
                ? k.filters()
                : ((DenseWeightGradient) linear).outputs();
    }
}
