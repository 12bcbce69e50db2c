package dev.kiln.processor.graph;

import dev.kiln.processor.graph.shape.Shape;

/**
 * A value that flows between operations: {@code shape} numbers for each sample. The name is unique
 * in its program.
 */
public record Tensor(String name, Shape shape) {

    @Override
    public String toString() {
        return name + " " + shape;
    }
}
