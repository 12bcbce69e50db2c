package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A large convolution, or a product of the pixels of a map, by the micro-kernels of the runtime:
 * each output is one chain of fused multiply-adds that starts with the bias and goes over kernel
 * row, kernel column, input channel.
 *
 * @param linear a {@link ConvolutionForward} of one group or a {@link DenseForward} of pixels, with
 *     ReLU or no activation
 */
public record PanelForward(Kernel linear) implements Kernel {

    @Override
    public String name() {
        return KernelNames.panel(linear);
    }

    @Override
    public List<String> comment() {
        return KernelNames.panelComment(linear);
    }

    @Override
    public List<Argument> arguments() {
        return PanelWeights.in(linear.arguments());
    }

    @Override
    public Optional<Preparation> preparation(String argument) {
        return argument.equals(PanelWeights.PANELS) ? Optional.of(weights()) : Optional.empty();
    }

    /** The kernel that packs the weights. */
    public PanelWeights weights() {
        if (linear instanceof ConvolutionForward k) {
            return new PanelWeights(
                    k.window().kernel().rows()
                            * k.window().kernel().columns()
                            * k.window().input().channels(),
                    k.filters());
        }
        DenseForward k = (DenseForward) linear;
        return new PanelWeights(k.inputs(), k.outputs());
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
