package dev.kiln.runtime.internal.kernel;

/**
 * Joins what the chunks of a batch have gathered for each channel, in the order of the chunks. All
 * chunks but the last have the same number of samples.
 */
public final class ChunkSums {

    private ChunkSums() {}

    /**
     * Mean and biased variance of the batch (Chan, Golub and LeVeque, "Algorithms for Computing the
     * Sample Variance", 1983).
     *
     * @param samples of the batch
     * @param chunk samples in each chunk but the last
     * @param pixels numbers of a channel in each sample
     * @param moments for each chunk the means of the channels, then the sums of their squared
     *     distances from them
     * @param mean receives the mean of each channel. Modified.
     * @param variance receives the biased variance of each channel. Modified.
     */
    public static void moments(
            int samples,
            int chunk,
            int pixels,
            double[][] moments,
            float[] mean,
            float[] variance) {
        int channels = mean.length;
        double total = (double) samples * pixels;
        for (int channel = 0; channel < channels; channel++) {
            double middle = moments[0][channel];
            double squares = moments[0][channel + channels];
            for (int from = chunk; from < samples; from += chunk) {
                double[] others = moments[from / chunk];
                double before = (double) from * pixels;
                double count = (double) Math.min(chunk, samples - from) * pixels;
                double distance = others[channel] - middle;
                middle += distance * count / (before + count);
                squares +=
                        others[channel + channels]
                                + distance * distance * before * count / (before + count);
            }
            mean[channel] = (float) middle;
            variance[channel] = (float) (squares / total);
        }
    }

    /**
     * The sums of the batch, added up in double precision.
     *
     * @param samples of the batch
     * @param chunk samples in each chunk but the last
     * @param sums for each chunk the sum of each channel
     * @param channel whose sum is wanted
     */
    public static double sum(int samples, int chunk, float[][] sums, int channel) {
        double sum = sums[0][channel];
        for (int from = chunk; from < samples; from += chunk) {
            sum += sums[from / chunk][channel];
        }
        return sum;
    }
}
