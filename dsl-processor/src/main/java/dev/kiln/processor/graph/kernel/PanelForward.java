package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Window;
import java.util.Optional;

/**
 * A large convolution, or a product of the pixels of a map, by the micro-kernels of the runtime:
 * each output is one chain of fused multiply-adds that starts with the bias and goes over kernel
 * row, kernel column, input channel.
 *
 * @param linear a {@link ConvolutionForward} of one group or a {@link DenseForward} of pixels, with
 *     ReLU or no activation
 */
public record PanelForward(Kernel linear) implements PanelKernel {

    @Override
    public Optional<Preparation> packing() {
        return Optional.of(weights());
    }

    /** The kernel that packs the weights. */
    public PanelWeights weights() {
        Window w = window();
        int taps = w.kernel().rows() * w.kernel().columns();
        return new PanelWeights(taps * w.input().channels(), filters());
    }

    /** The window of the convolution; a product is one of 1x1. */
    public Window window() {
        return linear instanceof ConvolutionForward k
                ? k.window()
                : PanelInputGradient.pixels(
                        ((DenseForward) linear).rows(), ((DenseForward) linear).inputs());
    }

    public int filters() {
        return linear instanceof ConvolutionForward k
                ? k.filters()
                : ((DenseForward) linear).outputs();
    }

    /** Channels of the array that is written. */
    public ChannelSlice target() {
        return linear instanceof ConvolutionForward k ? k.slice() : ((DenseForward) linear).slice();
    }

    public boolean bias() {
        return linear instanceof ConvolutionForward k ? k.bias() : ((DenseForward) linear).bias();
    }

    public Activation activation() {
        return linear instanceof ConvolutionForward k
                ? k.activation()
                : ((DenseForward) linear).activation();
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return linear.slice(argument);
    }
}
