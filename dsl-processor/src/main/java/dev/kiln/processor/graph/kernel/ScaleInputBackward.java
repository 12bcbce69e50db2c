package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import java.util.List;

/** The gradient by the raw input: that by the scaled one times the factor of its channel. */
public record ScaleInputBackward(Shape shape, List<Float> factor) implements Kernel {

    public ScaleInputBackward {
        factor = List.copyOf(factor);
        if (factor.size() != shape.channels()) {
            throw new IllegalArgumentException(factor.size() + " factors for " + shape);
        }
    }

    @Override
    public String name() {
        return "scaleInputGradient" + shape;
    }

    @Override
    public List<String> comment() {
        return List.of("Gradient by the raw input of " + shape + ".");
    }

    @Override
    public List<Argument> arguments() {
        return List.of(Argument.read("outputGradient"), Argument.write("inputGradient"));
    }

    @Override
    public boolean inPlace() {
        return true;
    }
}
