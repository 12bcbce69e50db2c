package dev.kiln.processor.emit.code;

/**
 * Whether rows of sums, which axpy adds to, are expected to be faster than tiles: multiply-adds of
 * a sample by tiles cost the same whatever the shape; by rows they depend on the length of the
 * rows, and numbers are moved and copied besides. Measured on one core with 512-bit vectors, JDK 17
 * and 25; with shorter vectors both forms lose about as much.
 *
 * @param products multiply-adds of a sample
 * @param wasted how many times as many go into the rows of sums
 * @param length numbers of a row
 * @param sums rows of sums that share what is loaded
 * @param moved numbers that change places one by one
 * @param copied numbers that are copied as rows
 */
public record AxpyCost(
        double products, double wasted, int length, int sums, double moved, double copied) {

    /** Multiply-adds in a nanosecond. */
    private static final double TILES = 5;

    private static final double ROWS = 80;

    /** Rows of this length reach half of that. */
    private static final double HALF = 150;

    /** Nanoseconds for a number. */
    private static final double MOVE = 0.5;

    private static final double COPY = 0.06;

    /** Shorter rows never get into the part of the loop that is made of vectors. */
    private static final int SHORTEST = 48;

    /** Predicted nanoseconds of a sample with rows of sums; infinite where these are too short. */
    public double ofAxpy() {
        if (length < SHORTEST) {
            return Double.POSITIVE_INFINITY;
        }
        double speed = ROWS * length / (length + HALF) / (sums == 1 ? 2 : 1);
        return products * wasted / speed + moved * MOVE + copied * COPY;
    }

    /** Predicted nanoseconds of a sample with tiles of sums. */
    public double ofTiles() {
        return products / TILES;
    }
}
