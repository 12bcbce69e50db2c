package dev.kiln.runtime.internal.kernel;

import java.util.Arrays;

/** Matrices in arrays, row by row. */
public final class Matrices {

    /** Rows and columns of the blocks that are turned while they are in the cache. */
    private static final int BLOCK = 16;

    /** Of the widest vectors. */
    private static final int LANES = 16;

    private Matrices() {}

    /**
     * Writes the matrix [rows x columns] that begins at {@code from} of {@code matrix} as [columns
     * x rows] from {@code to} of {@code transposed} on.
     */
    public static void transpose(
            float[] matrix, int from, int rows, int columns, float[] transposed, int to) {
        transpose(matrix, from, columns, rows, columns, transposed, to, rows);
    }

    /**
     * The same for a matrix of which neighboring rows begin {@code pitch} apart, and those of the
     * transposed one {@code transposedPitch}.
     */
    public static void transpose(
            float[] matrix,
            int from,
            int pitch,
            int rows,
            int columns,
            float[] transposed,
            int to,
            int transposedPitch) {
        for (int top = 0; top < rows; top += BLOCK) {
            int bottom = Math.min(rows, top + BLOCK);
            for (int left = 0; left < columns; left += BLOCK) {
                int right = Math.min(columns, left + BLOCK);
                for (int row = top; row < bottom; row++) {
                    for (int column = left; column < right; column++) {
                        transposed[to + column * transposedPitch + row] =
                                matrix[from + row * pitch + column];
                    }
                }
            }
        }
    }

    /**
     * Gives each row of a matrix of few columns 16 numbers: the row, with zeros up to {@code group}
     * columns, as often as it fits.
     *
     * @param rowPitch distance of two rows from {@code from} of {@code matrix} on
     * @param columnPitch distance of two columns
     * @param group a power of two, at most 16, at least {@code columns}
     * @param to where the first row goes in {@code spread}
     */
    public static void spread(
            float[] matrix,
            int from,
            int rows,
            int rowPitch,
            int columns,
            int columnPitch,
            int group,
            float[] spread,
            int to) {
        if (group == LANES && columnPitch == 1) {
            widen(matrix, from, rows, rowPitch, columns, spread, to);
            return;
        }
        for (int row = 0; row < rows; row++) {
            int first = from + row * rowPitch;
            int lanes = to + row * LANES;
            for (int column = 0; column < group; column++) {
                float number = column < columns ? matrix[first + column * columnPitch] : 0f;
                for (int lane = column; lane < LANES; lane += group) {
                    spread[lanes + lane] = number;
                }
            }
        }
    }

    /** The usual case, which is a good part of what a product with one row takes. */
    private static void widen(
            float[] matrix, int from, int rows, int rowPitch, int columns, float[] wide, int to) {
        Arrays.fill(wide, to, to + rows * LANES, 0f);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(matrix, from + row * rowPitch, wide, to + row * LANES, columns);
        }
    }

    /** Takes a matrix back out of the rows of 16 numbers that {@link #spread} has made of it. */
    public static void collect(float[] spread, int from, int rows, int columns, float[] matrix) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(spread, from + row * LANES, matrix, row * columns, columns);
        }
    }
}
