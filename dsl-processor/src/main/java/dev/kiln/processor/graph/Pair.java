package dev.kiln.processor.graph;

/** A number for each axis of an image, rows first: kernel, stride, dilation. */
public record Pair(int rows, int columns) {

    public static final Pair ONE = new Pair(1, 1);

    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}
