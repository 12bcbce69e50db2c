package dev.kiln.processor.graph;

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
