package dev.kiln.processor.report.data;

/** Rows and columns of the input that one pixel depends on, the padding around it included. */
public record ReceptiveField(int rows, int columns) {

    @Override
    public String toString() {
        return rows + "x" + columns;
    }
}
