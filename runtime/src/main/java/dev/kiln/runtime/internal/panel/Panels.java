package dev.kiln.runtime.internal.panel;

/**
 * The layout of weights that products read: panels of {@link #WIDTH} columns, one after the other,
 * in each of which the numbers of a row are neighbors and rows follow each other. So weights are
 * read from the first to the last, whatever the number of columns; a row of the matrix as it was
 * would be kilobytes away from the next one, in the same few sets of the cache. The last panel is
 * filled up with zeros.
 */
public final class Panels {

    /** Columns of a panel: two vectors of 16 lanes, four of 8. */
    public static final int WIDTH = 32;

    /** A bias of zeros for the filters of a panel; not modified. */
    static final float[] ZEROS = new float[WIDTH];

    /** A matrix that is one tap. */
    private static final int[] ONE_TAP = {0};

    private Panels() {}

    /** How many panels hold so many columns. */
    public static int count(int columns) {
        return (columns + WIDTH - 1) / WIDTH;
    }

    /** Packs a matrix whose rows follow each other. */
    public static void pack(float[] weight, int rows, int columns, float[] panels) {
        pack(weight, ONE_TAP, rows, columns, columns, 1, panels, 0);
    }

    /**
     * Packs a matrix whose rows are those of some taps one after the other.
     *
     * @param weight the numbers; not modified
     * @param taps where each tap begins in {@code weight}
     * @param rows rows of each tap
     * @param rowStep floats from one row to the next
     * @param columns of the matrix
     * @param columnStep floats from one column to the next
     * @param panels receives {@code count(columns) * taps.length * rows * WIDTH} floats
     * @param to index of the first of them
     */
    public static void pack(
            float[] weight,
            int[] taps,
            int rows,
            int rowStep,
            int columns,
            int columnStep,
            float[] panels,
            int to) {
        PanelVectors.PRODUCTS.begin();
        int next = to;
        for (int panel = 0; panel < columns; panel += WIDTH) {
            int width = Math.min(WIDTH, columns - panel);
            for (int tap : taps) {
                for (int row = 0; row < rows; row++) {
                    int from = tap + row * rowStep + panel * columnStep;
                    for (int column = 0; column < width; column++) {
                        panels[next + column] = weight[from + column * columnStep];
                    }
                    next += WIDTH;
                }
            }
        }
    }
}
