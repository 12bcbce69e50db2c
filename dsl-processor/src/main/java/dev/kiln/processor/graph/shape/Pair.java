package dev.kiln.processor.graph.shape;

/** A number for each axis of an image, rows first: kernel, stride, dilation. */
public record Pair(int rows, int columns) {

    public static final Pair ONE = new Pair(1, 1);

    /** As an attribute is written: {@code 3} or {@code {3, 5}}. */
    public String written() {
        return rows == columns ? Integer.toString(rows) : "{" + rows + ", " + columns + "}";
    }

    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}
