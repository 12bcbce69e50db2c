package dev.kiln.processor.graph.kernel;

import java.util.List;

/** An element-wise activation in a sweep of its own, over {@code size} numbers a sample. */
public record ActivationForward(Activation activation, int size) implements Kernel {

    public ActivationForward {
        if (!activation.isElementwise()) {
            throw new IllegalArgumentException(activation + " is not element-wise");
        }
    }

    @Override
    public String name() {
        return "apply" + KernelNames.activation(activation) + "To" + size;
    }

    @Override
    public List<String> comment() {
        return List.of(
                "Applies "
                        + ElementwiseNames.words(activation)
                        + " to each of "
                        + size
                        + " numbers a sample.");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("input"), Argument.write("output"));
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
