package dev.kiln.runtime.internal.kernel;

/**
 * Folds batch normalization into the convolution or dense layer in front of it: for prediction both
 * are one linear function of the input.
 */
public final class Folding {

    private Folding() {}

    /**
     * Multiplies each column of the weights by {@code scale / sqrt(variance + epsilon)} and turns
     * the shift into the bias of the result.
     *
     * @param weight [inputs x channels]. Modified.
     * @param width columns that lie side by side: all channels, or those of a panel
     * @param bias one number a channel, or null for none. Not modified.
     * @param scale one number a channel. Not modified.
     * @param shift one number a channel; becomes the bias. Modified.
     * @param mean running means. Not modified.
     * @param variance running variances. Not modified.
     */
    public static void fold(
            float[] weight,
            int width,
            float[] bias,
            float[] scale,
            float[] shift,
            float[] mean,
            float[] variance,
            double epsilon) {
        int channels = scale.length;
        double[] factors = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            double factor = scale[channel] / Math.sqrt(variance[channel] + epsilon);
            double offset = (bias == null ? 0 : bias[channel]) - (double) mean[channel];
            shift[channel] = (float) (shift[channel] + offset * factor);
            factors[channel] = factor;
        }
        int panels = (channels + width - 1) / width;
        int size = weight.length / panels;
        for (int panel = 0; panel < panels; panel++) {
            int first = panel * width;
            int columns = Math.min(width, channels - first);
            for (int row = panel * size; row < (panel + 1) * size; row += width) {
                multiply(weight, row, columns, factors, first);
            }
        }
    }

    private static void multiply(float[] weight, int row, int columns, double[] by, int first) {
        for (int column = 0; column < columns; column++) {
            weight[row + column] = (float) (weight[row + column] * by[first + column]);
        }
    }
}
