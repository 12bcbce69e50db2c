package dev.kiln.processor.graph.kernel;

import java.util.List;

/**
 * The gradient by what an element-wise activation was applied to: the gradient by its result times
 * the derivative, computed from the result where that is possible, so that nothing else need be
 * kept.
 */
public record ActivationBackward(Activation activation, int size) implements Kernel {

    public ActivationBackward {
        if (!activation.isElementwise()) {
            throw new IllegalArgumentException(activation + " is not element-wise");
        }
    }

    @Override
    public String name() {
        return ElementwiseNames.method(activation) + "GradientOf" + size;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Gradient by the input of "
                        + ElementwiseNames.words(activation)
                        + ", "
                        + size
                        + " numbers a sample.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(
                Argument.read("outputGradient"),
                Argument.read(activation.differentiableFromOutput() ? "output" : "input"),
                Argument.write("inputGradient"));
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
