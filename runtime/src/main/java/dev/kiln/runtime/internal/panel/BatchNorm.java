package dev.kiln.runtime.internal.panel;

import java.util.Arrays;

/**
 * Batch normalization in the training of large networks: moments of channels, and gradients. Sums
 * over the pixels of a map are taken in runs of neighboring pixels, within a run in single
 * precision. Each is a chain over the pixels, as vectors or as plain loops.
 */
public final class BatchNorm {

    /** Pixels of a run. */
    public static final int RUN = 64;

    private static final int ONE = 1;

    private BatchNorm() {}

    /**
     * Moments of a batch: the mean of each channel, then its sum of squared distances from it.
     *
     * @param scratch working memory for two numbers a channel
     */
    public static void moments(
            int samples, int pixels, int channels, float[] map, double[] moments, float[] scratch) {
        Arrays.fill(moments, 0);
        for (int sample = 0; sample < samples; sample++) {
            addMoments(sample, pixels, channels, map, moments, scratch, 0);
        }
        endMoments(samples, pixels, channels, map, moments);
    }

    /**
     * Adds a sample to the sums of channels: of the distances from the first number of the channel,
     * then of the squares around the mean. Runs are joined in double precision (Chan, Golub and
     * LeVeque 1983).
     *
     * @param sums those of distances of all channels, then those of squares
     * @param scratch working memory for two numbers a channel
     * @param work where that begins
     */
    public static void addMoments(
            int sample,
            int pixels,
            int channels,
            float[] map,
            double[] sums,
            float[] scratch,
            int work) {
        ChannelSums form = PanelVectors.MOMENTS.sums();
        for (int run = 0; run < pixels; run += RUN) {
            int some = Math.min(RUN, pixels - run);
            form.moments(
                    some, ONE, channels, map, (sample * pixels + run) * channels, scratch, work);
            for (int c = 0; c < channels; c++) {
                float distance = scratch[work + c];
                sums[c] += distance;
                sums[channels + c] +=
                        scratch[work + channels + c] + (double) distance * distance / some;
            }
        }
    }

    /**
     * Sums of all samples become means and sums of squared distances from them.
     *
     * @param map that the sums are of
     */
    public static void endMoments(
            int samples, int pixels, int channels, float[] map, double[] sums) {
        double count = samples * pixels;
        for (int c = 0; c < channels; c++) {
            double sum = sums[c];
            double square = sums[channels + c];
            sums[c] = map[c] + sum / count;
            sums[channels + c] = Math.max(square - sum * sum / count, 0);
        }
    }

    /**
     * For each channel the sum of g, and that of g times the distance of the input from its mean; g
     * is the gradient in front of ReLU, or of the output if there is no ReLU.
     *
     * @param to index of the first channel in gradient and output
     * @param total channels of gradient and output
     * @param output of ReLU; null if there is none
     * @param kept g; null if nobody needs it
     * @param scratch working memory for two numbers a channel, and for a run of g that is not kept
     */
    public static void gradientSums(
            int samples,
            int pixels,
            int channels,
            float[] gradient,
            int to,
            int total,
            float[] output,
            float[] input,
            float[] mean,
            float[] kept,
            float[] gradientSum,
            float[] productSum,
            float[] scratch) {
        ChannelSums form = PanelVectors.NORMALIZE_GRADIENTS.sums();
        Arrays.fill(gradientSum, 0, channels, 0f);
        Arrays.fill(productSum, 0, channels, 0f);
        for (int sample = 0; sample < samples; sample++) {
            for (int run = 0; run < pixels; run += RUN) {
                int some = Math.min(RUN, pixels - run);
                int pixel = sample * pixels + run;
                float[] g = gradient;
                int from = pixel * total + to;
                int step = total;
                if (output != null) {
                    g = kept == null ? scratch : kept;
                    step = channels;
                    int at = kept == null ? 2 * channels : pixel * channels;
                    mask(some, channels, gradient, output, from, total, g, at);
                    from = at;
                }
                form.gradientSums(
                        some, ONE, channels, g, from, step, input, pixel * channels, mean, scratch);
                for (int c = 0; c < channels; c++) {
                    gradientSum[c] += scratch[c];
                    productSum[c] += scratch[channels + c];
                }
            }
        }
    }

    /** The gradient where the output of ReLU is more than 0, else 0. */
    private static void mask(
            int pixels,
            int channels,
            float[] gradient,
            float[] output,
            int from,
            int total,
            float[] masked,
            int to) {
        if (total == channels) {
            mask(pixels * channels, gradient, output, from, masked, to);
            return;
        }
        for (int pixel = 0; pixel < pixels; pixel++) {
            mask(channels, gradient, output, from + pixel * total, masked, to + pixel * channels);
        }
    }

    /** C2 makes vectors of bit operations, but branches of {@code y > 0 ? g : 0}. */
    private static void mask(
            int n, float[] gradient, float[] output, int from, float[] masked, int to) {
        for (int i = 0; i < n; i++) {
            int mask = -Float.floatToRawIntBits(output[from + i]) >> 31;
            masked[to + i] =
                    Float.intBitsToFloat(Float.floatToRawIntBits(gradient[from + i]) & mask);
        }
    }

    /**
     * The gradient by the input of {@code pixels} pixels.
     *
     * @param to index of the first channel in the gradient
     * @param total channels of the gradient
     * @param factors three numbers a channel: of the gradient, added to it, of the distance from
     *     the mean
     */
    public static void inputGradient(
            int pixels,
            int channels,
            float[] gradient,
            int to,
            int total,
            float[] input,
            float[] mean,
            float[] factors,
            float[] inputGradient) {
        ChannelSums form = PanelVectors.NORMALIZE_GRADIENTS.sums();
        for (int pixel = 0; pixel < pixels; pixel++) {
            int at = pixel * channels;
            form.normalizeGradient(
                    channels,
                    gradient,
                    pixel * total + to,
                    input,
                    at,
                    mean,
                    factors,
                    inputGradient,
                    at);
        }
    }
}
