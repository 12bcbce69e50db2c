package dev.kiln.runtime.kernel;

/** Matrices in arrays, row by row. */
public final class Matrices {

    /** Rows and columns of the blocks that are turned while they are in the cache. */
    private static final int BLOCK = 16;

    private Matrices() {}

    /**
     * Writes the matrix [rows x columns] that begins at {@code from} of {@code matrix} as [columns
     * x rows] from {@code to} of {@code transposed} on.
     */
    public static void transpose(
            float[] matrix, int from, int rows, int columns, float[] transposed, int to) {
        for (int top = 0; top < rows; top += BLOCK) {
            int bottom = Math.min(rows, top + BLOCK);
            for (int left = 0; left < columns; left += BLOCK) {
                int right = Math.min(columns, left + BLOCK);
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        transposed[to + column * rows + row] =
                                matrix[from + row * columns + column];
                    }
                }
            }
        }
    }
}
