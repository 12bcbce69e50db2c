package dev.kiln.processor.emit;

/**
 * How the rows of a kernel's result are cut into parts, which several threads compute.
 *
 * @param rows all of them
 * @param each rows of a part; the last may have fewer
 */
record Division(int rows, int each) {

    /** More would be shorter than what C2 makes vectors of, and begin their sums more often. */
    private static final int MOST = 4;

    /** At most {@value #MOST} parts of whole tiles. */
    static Division of(int rows, int tile) {
        int tiles = (rows + tile - 1) / tile;
        return new Division(rows, (tiles + MOST - 1) / MOST * tile);
    }

    int parts() {
        return (rows + each - 1) / each;
    }
}
