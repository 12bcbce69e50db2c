package dev.kiln.runtime.internal.kernel;

/**
 * Batch normalization of a batch whose chunks are through: a few numbers for each channel, in
 * double precision. Arrays have one number a channel unless it is said otherwise.
 */
public final class NormalizationSums {

    private NormalizationSums() {}

    /**
     * Gradients by shift and scale.
     *
     * @param samples of the batch
     * @param chunk samples in each chunk but the last
     * @param gradientSums for each chunk the sums of the gradients
     * @param productSums for each chunk the sums of their products with the distances of the input
     *     from its mean
     * @param gradientSum receives the gradient by the shift. Modified.
     * @param productSum receives the gradient by the scale. Modified.
     */
    public static void gradients(
            int samples,
            int chunk,
            double epsilon,
            float[][] gradientSums,
            float[][] productSums,
            float[] variance,
            float[] gradientSum,
            float[] productSum) {
        for (int channel = 0; channel < variance.length; channel++) {
            gradientSum[channel] = (float) ChunkSums.sum(samples, chunk, gradientSums, channel);
            double product = ChunkSums.sum(samples, chunk, productSums, channel);
            productSum[channel] = (float) (product / Math.sqrt(variance[channel] + epsilon));
        }
    }

    /**
     * Factors of the gradient by the input.
     *
     * @param count numbers of a channel in the batch
     * @param scale null for ones
     * @param factors receives three numbers a channel: of the gradient, added to it, and of the
     *     distance from the mean. Modified.
     */
    public static void factors(
            double count,
            double epsilon,
            float[] variance,
            float[] scale,
            float[] gradientSum,
            float[] productSum,
            float[] factors) {
        int channels = variance.length;
        for (int channel = 0; channel < channels; channel++) {
            double deviation = Math.sqrt(variance[channel] + epsilon);
            double factor = (scale == null ? 1 : scale[channel]) / deviation;
            factors[channel] = (float) factor;
            factors[channel + channels] = (float) (-factor * gradientSum[channel] / count);
            factors[channel + 2 * channels] =
                    (float) (factor / deviation * productSum[channel] / count);
        }
    }

    /**
     * Moves running statistics by {@code momentum} towards those of the batch, as PyTorch does.
     *
     * @param count numbers of a channel in the batch; one has no unbiased variance
     * @param variance biased
     * @param runningMean modified
     * @param runningVariance unbiased. Modified.
     */
    public static void run(
            double count,
            double momentum,
            float[] mean,
            float[] variance,
            float[] runningMean,
            float[] runningVariance) {
        for (int channel = 0; channel < mean.length; channel++) {
            runningMean[channel] +=
                    (float) (momentum * ((double) mean[channel] - runningMean[channel]));
            if (count > 1) {
                double unbiased = variance[channel] * (count / (count - 1));
                runningVariance[channel] +=
                        (float) (momentum * (unbiased - runningVariance[channel]));
            }
        }
    }
}
