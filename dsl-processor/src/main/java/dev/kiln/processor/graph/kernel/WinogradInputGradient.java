package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The gradient by the input of a 3x3 convolution in {@link Tiles}: that of the gradient by its
 * output with weights turned by 180 degrees.
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
        return convolution.arguments();
    }

    public Tiles tiles() {
        return Tiles.ofInputGradient(convolution.window(), convolution.filters());
    }
}
