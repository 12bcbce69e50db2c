package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Shape;
import java.util.List;

/** {@code factor[c] * x + offset[c]} for each channel, rounded once. */
public record ScaleInput(Shape shape, List<Float> factor, List<Float> offset) implements Kernel {

    public ScaleInput {
        factor = List.copyOf(factor);
        offset = List.copyOf(offset);
        if (factor.size() != shape.channels() || offset.size() != shape.channels()) {
            throw new IllegalArgumentException(
                    factor.size() + " factors and " + offset.size() + " offsets for " + shape);
        }
    }

    @Override
    public String name() {
        return "scaleInput" + shape;
    }

    @Override
    public List<String> comment() {
        return List.of("Raw input of " + shape + " times factor plus offset.");
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
