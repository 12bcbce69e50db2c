package dev.kiln.runtime.internal.panel;

/**
 * Loops over neighboring numbers, as vectors. Numbers that don't fill a vector are taken one by
 * one. It is an interface so that the class with the Vector API is loaded only where its module is.
 */
interface Sweeps {

    /** {@code max((x - mean) * factor + shift + addend, least)} for n channels of a pixel. */
    void normalize(
            int n,
            float[] x,
            int from,
            float[] mean,
            float[] factor,
            float[] shift,
            float[] addend,
            float[] y,
            int to,
            float least);

    /** {@code max(a + b, least)} of n numbers. */
    void sum(int n, float[] a, int firstA, float[] b, int firstB, float[] y, int to, float least);

    /** The largest of three numbers, n times. */
    void largest(int n, float[] x, int a, int b, int c, float[] y, int to);

    /**
     * Copies a vector of channels of some pixels.
     *
     * @param n pixels
     * @param one the number 1
     * @param step floats from one pixel to the next
     * @param yStep those where they are copied to; may be less than 0
     */
    void take(int n, int one, float[] x, int from, int step, float[] y, int to, int yStep);

    /**
     * Depth-wise sums over 3x3 windows for a vector of channels, in a row of pixels. {@code i0} to
     * {@code i2} are where the first window begins in each of its rows.
     *
     * @param n pixels
     * @param one the number 1
     * @param step floats from one window to the next
     * @param tap floats from one column of a window to the next
     * @param w where the weights of the first channel begin
     * @param wStep floats from one weight to the next
     * @param bias of the channels, from {@code first} on
     * @param yStep floats from one pixel of the result to the next; may be less than 0
     */
    void depthwise3x3(
            int n,
            int one,
            float[] x0,
            int i0,
            float[] x1,
            int i1,
            float[] x2,
            int i2,
            int step,
            int tap,
            float[] weight,
            int w,
            int wStep,
            float[] bias,
            int first,
            float[] y,
            int to,
            int yStep,
            float least);

    /**
     * Sums as of {@link #depthwise3x3} of neighboring windows, two at a time: these share two of
     * their three columns. All distances are {@link PaddedRows#GROUP} floats.
     *
     * @param n pixels, an even number
     * @param two the number 2
     * @param w where the bias is in x; the weights follow
     * @param yStep floats from one pixel of the result to the next; may be less than 0
     */
    void depthwise3x3InPairs(
            int n,
            int two,
            float[] x,
            int i0,
            int i1,
            int i2,
            int w,
            float[] y,
            int to,
            int yStep,
            float least);

    /**
     * Gradients of the nine weights of {@link #depthwise3x3} for a vector of channels, to which a
     * row of pixels is added. Columns of a window are {@link PaddedRows#GROUP} floats apart.
     *
     * @param g gradients of the pixels
     * @param channels floats from one pixel of {@code g} to the next, and from one weight
     * @param weightGradient one chain over the pixels each
     */
    void depthwiseWeights3x3(
            int n,
            int one,
            float[] x,
            int i0,
            int i1,
            int i2,
            int step,
            int channels,
            float[] g,
            int from,
            float[] weightGradient,
            int w);

    /** Channels of a vector. */
    int lanes();
}
