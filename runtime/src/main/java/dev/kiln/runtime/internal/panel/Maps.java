package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/**
 * Loops of large networks over maps of channels, as vectors: few methods with sizes as parameters.
 * Generated code calls them where {@link #vectors} says so, and has plain loops of its own.
 */
public final class Maps {

    private Maps() {}

    /** Whether these loops are compiled and faster than plain ones. */
    public static boolean vectors() {
        return PanelVectors.maps();
    }

    /**
     * Batch normalization of pixels, then a sum, then ReLU.
     *
     * @param factor {@code scale / sqrt(variance + epsilon)} of each channel
     * @param addend a map of the size of the input, or null
     * @param to index of the first channel in the output
     * @param total channels of the output
     */
    public static void normalize(
            int pixels,
            int channels,
            float[] input,
            float[] mean,
            float[] factor,
            float[] shift,
            float[] addend,
            float[] output,
            int to,
            int total,
            boolean relu) {
        float least = least(relu);
        for (int pixel = 0; pixel < pixels; pixel++) {
            SWEEPS.normalize(
                    channels,
                    input,
                    pixel * channels,
                    mean,
                    factor,
                    shift,
                    addend,
                    output,
                    pixel * total + to,
                    least);
        }
    }

    /** Factors of {@link #normalize}. */
    public static void factors(
            int channels, double epsilon, float[] variance, float[] scale, float[] factor) {
        for (int channel = 0; channel < channels; channel++) {
            double deviation = Math.sqrt(variance[channel] + epsilon);
            factor[channel] = (float) (scale[channel] / deviation);
        }
    }

    /** The sum of two arrays, then ReLU. */
    public static void sum(int size, float[] a, float[] b, float[] output, boolean relu) {
        SWEEPS.sum(size, a, 0, b, 0, output, 0, least(relu));
    }

    private static float least(boolean relu) {
        return relu ? 0 : Float.NEGATIVE_INFINITY;
    }
}
