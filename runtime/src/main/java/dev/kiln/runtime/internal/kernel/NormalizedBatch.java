package dev.kiln.runtime.internal.kernel;

/**
 * Moments and sums of a batch that goes through a batch normalization in training. Arrays have one
 * number a channel unless it is said otherwise.
 */
public final class NormalizedBatch {

    public final float[] mean;

    /** Biased. */
    public final float[] variance;

    /** Gradients by the shift. */
    public final float[] gradientSum;

    /** Gradients by the scale. */
    public final float[] productSum;

    /**
     * Three numbers a channel, for the gradient by the input: of the gradient by the output, added
     * to it, and of the distance from the mean.
     */
    public final float[] factors;

    /** For each chunk the means, then the sums of squared distances from them. */
    public double[][] moments = {};

    /** For each chunk the sums of gradients. */
    public float[][] gradientSums = {};

    /** For each chunk the sums of their products with the distances from the mean. */
    public float[][] productSums = {};

    public NormalizedBatch(int channels) {
        mean = new float[channels];
        variance = new float[channels];
        gradientSum = new float[channels];
        productSum = new float[channels];
        factors = new float[3 * channels];
    }

    /** Makes room for what so many chunks leave. */
    public void reserve(int chunks) {
        moments = new double[chunks][2 * mean.length];
        gradientSums = new float[chunks][mean.length];
        productSums = new float[chunks][mean.length];
    }
}
