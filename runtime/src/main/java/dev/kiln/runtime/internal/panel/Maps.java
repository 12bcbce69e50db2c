package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/**
 * Loops of large networks over maps of channels, as vectors: few methods with sizes as parameters.
 * Generated code calls them where a kind is compiled, and has plain loops of its own.
 */
public final class Maps {

    /** Floats of a cache line. */
    private static final int LINE = 16;

    private static final DividedMap.Sweep NORMALIZE =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, float[] scratch) {
                    normalize(
                            begin,
                            end,
                            a.channels,
                            a.input,
                            a.mean,
                            a.factor,
                            a.shift,
                            a.other,
                            a.output,
                            a.to,
                            a.total,
                            a.relu);
                }
            };

    private static final DividedMap.Sweep SUM =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, float[] scratch) {
                    SWEEPS.sum(
                            end - begin,
                            a.input,
                            begin,
                            a.other,
                            begin,
                            a.output,
                            begin,
                            Bound.of(a.relu));
                }
            };

    private Maps() {}

    /** Whether {@link #normalize} is compiled. */
    public static boolean normalizes() {
        return PanelVectors.NORMALIZE.on();
    }

    /** Whether {@link #sum} is. */
    public static boolean sums() {
        return PanelVectors.SUM.on();
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
        Crew crew = Crew.current();
        if (crew == null || !Crew.pays((long) pixels * channels)) {
            normalize(
                    0, pixels, channels, input, mean, factor, shift, addend, output, to, total,
                    relu);
            return;
        }
        DividedMap map = crew.map;
        map.channels = channels;
        map.input = input;
        map.mean = mean;
        map.factor = factor;
        map.shift = shift;
        map.other = addend;
        map.output = output;
        map.to = to;
        map.total = total;
        map.relu = relu;
        map.run(crew, NORMALIZE, pixels, 1);
    }

    static void normalize(
            int begin,
            int end,
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
        float least = Bound.of(relu);
        for (int pixel = begin; pixel < end; pixel++) {
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
        Crew crew = Crew.current();
        if (crew == null || !Crew.pays(size)) {
            SWEEPS.sum(size, a, 0, b, 0, output, 0, Bound.of(relu));
            return;
        }
        DividedMap map = crew.map;
        map.input = a;
        map.other = b;
        map.output = output;
        map.relu = relu;
        map.run(crew, SUM, size, LINE);
    }
}
