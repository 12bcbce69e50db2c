package dev.kiln.runtime.internal.panel;

/**
 * Tiles of sums in registers, from which all products are made. The number behind a name is that of
 * pixels and of vectors of filters. Where there is nothing to add, nothing is stored. It is an
 * interface so that the class with the Vector API is loaded only where its module is.
 */
interface Tiles {

    /** Pixels, or rows, of a whole tile. */
    int ROWS = 6;

    /** Numbers in a vector. */
    int lanes();

    /**
     * Sums of six pixels and two vectors: of each, {@code depth} numbers that are neighbors in
     * {@code a}, times rows of a panel. The sums begin with what is in {@code s}, and are stored in
     * {@code c}.
     *
     * @param one the number 1
     * @param a0 where the numbers of the first pixel begin
     * @param at index of the first column in the first row of the panel
     * @param first where the first sums of the first pixel are
     * @param firstStep floats from them to those of the next pixel; 0 for a bias
     * @param least results are at least that: 0 for ReLU
     */
    void forward6x2(
            int depth,
            int one,
            float[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            int a4,
            int a5,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least);

    /** Six pixels and one vector. */
    void forward6x1(
            int depth,
            int one,
            float[] a,
            int a0,
            int a1,
            int a2,
            int a3,
            int a4,
            int a5,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least);

    /** Two pixels and two vectors. */
    void forward2x2(
            int depth,
            int one,
            float[] a,
            int a0,
            int a1,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least);

    /**
     * Sums of products of neighbors in {@code a} with rows of a panel. The sums begin with what is
     * in {@code s}, and are stored in {@code c}.
     *
     * @param ai where the first numbers are in {@code a}, each of which belongs to a row of sums
     * @param end where there are no more numbers
     * @param aStep floats to the next ones
     * @param three the number 3
     * @param least results are at least that: 0 for ReLU
     */
    void outer6x2(
            float[] a,
            int ai,
            int end,
            int aStep,
            float[] b,
            int bi,
            int three,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least);

    /** Six rows and one vector. */
    void outer6x1(
            float[] a,
            int ai,
            int end,
            int aStep,
            float[] b,
            int bi,
            int three,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least);
}
