package dev.kiln.processor.graph.kernel;

/** How comments call the rows of a matrix of activations. */
final class DenseShapes {

    private DenseShapes() {}

    static String rows(int rows) {
        return rows == 1 ? "one row a sample" : rows + " rows a sample";
    }
}
