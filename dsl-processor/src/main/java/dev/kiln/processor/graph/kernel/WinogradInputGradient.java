package dev.kiln.processor.graph.kernel;

import java.util.List;
import java.util.Optional;

/**
 * The gradient by the input of a 3x3 convolution in {@link WinogradTiling}: that of the gradient by
 * its output with weights turned by 180 degrees.
 */
public record WinogradInputGradient(ConvolutionInputGradient convolution) implements Kernel {

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
        return new WinogradWeights(
                tiles().source().channels(), convolution.window().input().channels(), true);
    }

    public WinogradTiling tiles() {
        return WinogradTiling.ofInputGradient(convolution.window(), convolution.filters());
    }
}
