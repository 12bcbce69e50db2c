package dev.kiln.runtime.internal.panel;

/** Sums over runs of pixels, and what batch normalization makes of them. */
interface ChannelSums {

    /**
     * Sums over n pixels, two for each channel: of g, and of g times the distance of x from the
     * mean. Each is a chain in the order of the pixels that begins with 0.
     *
     * @param one the number 1
     * @param step floats from one pixel of g to the next; those of x follow each other
     * @param sums those of g of all channels, then the others
     */
    void gradientSums(
            int n,
            int one,
            int channels,
            float[] g,
            int from,
            int step,
            float[] x,
            int at,
            float[] mean,
            float[] sums);

    /**
     * Sums over n pixels, two for each channel: of distances from the first number of the channel
     * in the array, and of the squares of distances from the mean that follows from those.
     *
     * @param one the number 1
     * @param sums those of distances of all channels, then the others
     */
    void moments(int n, int one, int channels, float[] x, int at, float[] sums, int to);

    /**
     * Gradients by the input of batch normalization for n channels of a pixel, {@code (mean - x) *
     * c + (g * a + b)}.
     *
     * @param factors a of all channels, then b, then c
     */
    void normalizeGradient(
            int n,
            float[] g,
            int from,
            float[] x,
            int at,
            float[] mean,
            float[] factors,
            float[] y,
            int to);
}
