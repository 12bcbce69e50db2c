package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The gradient by the weights of a 3x3 convolution in {@link WinogradTiling}: the sums at each
 * position begin with zero in each call, go over samples and tiles in order, and what follows from
 * them is added to the gradient.
 */
public record WinogradWeightGradient(ConvolutionWeightGradient convolution) implements Kernel {

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
        return convolution.arguments();
    }

    @Override
    public boolean addsSum() {
        return true;
    }

    public WinogradTiling tiles() {
        return WinogradTiling.ofOutput(convolution.window());
    }
}
