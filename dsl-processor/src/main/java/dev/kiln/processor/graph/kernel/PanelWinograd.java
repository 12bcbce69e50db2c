package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A large 3x3 convolution, or its gradient by the input, in {@link WinogradTiling} by the
 * micro-kernels of the runtime; a bias, or zero, is added, and ReLU applied, last.
 *
 * @param linear a {@link ConvolutionForward} with ReLU or no activation, or a {@link
 *     ConvolutionInputGradient}
 */
public record PanelWinograd(Kernel linear) implements PanelKernel {

    @Override
    public String name() {
        return KernelNames.prefixed("panel", KernelNames.winograd(linear));
    }

    @Override
    public List<String> comment() {
        return KernelNames.with(KernelNames.winogradComment(linear), PanelKernel.SHARED);
    }

    @Override
    public Optional<Preparation> packing() {
        return Optional.of(weights());
    }

    /** The kernel that transforms and packs the weights. */
    public WinogradPanels weights() {
        return new WinogradPanels(tiles().source().channels(), results(), isGradient());
    }

    public boolean isGradient() {
        return linear instanceof ConvolutionInputGradient;
    }

    public WinogradTiling tiles() {
        return linear instanceof ConvolutionForward k
                ? WinogradTiling.ofOutput(k.window())
                : WinogradTiling.ofInputGradient(gradient().window(), gradient().filters());
    }

    /** Channels of the result. */
    public int results() {
        return linear instanceof ConvolutionForward k
                ? k.filters()
                : gradient().window().input().channels();
    }

    /** Channels of the array that is written. */
    public ChannelSlice target() {
        return linear instanceof ConvolutionForward k ? k.slice() : ChannelSlice.whole(results());
    }

    public boolean bias() {
        return linear instanceof ConvolutionForward k && k.bias();
    }

    public Activation activation() {
        return linear instanceof ConvolutionForward k ? k.activation() : Activation.NONE;
    }

    private ConvolutionInputGradient gradient() {
        return (ConvolutionInputGradient) linear;
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return linear.slice(argument);
    }
}
