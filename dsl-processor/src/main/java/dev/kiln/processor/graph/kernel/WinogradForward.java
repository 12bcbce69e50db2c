package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * A 3x3 convolution in {@link WinogradTiling}; the bias is added, and the activation applied, last.
 */
public record WinogradForward(ConvolutionForward convolution) implements Kernel {

    @Override
    public String name() {
        return KernelNames.winograd(convolution);
    }

    @Override
    public List<String> comment() {
        return KernelNames.winogradComment(convolution);
    }

    @Override
    public List<Argument> arguments() {
        return WinogradWeights.in(convolution.arguments());
    }

    @Override
    public Optional<Preparation> preparation(String argument) {
        return argument.equals("transformed") ? Optional.of(weights()) : Optional.empty();
    }

    /** The kernel that makes the transformed weights. */
    public WinogradWeights weights() {
        return new WinogradWeights(tiles().source().channels(), convolution.filters(), false);
    }

    public WinogradTiling tiles() {
        return WinogradTiling.ofOutput(convolution.window());
    }

    @Override
    public Optional<ChannelSlice> slice(String argument) {
        return convolution.slice(argument);
    }
}
