package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/**
 * Loops of large networks over maps of channels, as vectors or plain: few methods with sizes as
 * parameters, so that HotSpot compiles each once for all layers.
 */
public final class Maps {

    /** Floats of a cache line. */
    private static final int LINE = 16;

    private static final DividedMap.Sweep NORMALIZE =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, Crew.Memory memory) {
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
                            a.relu,
                            memory.lines(PanelVectors.NORMALIZE));
                }
            };

    private static final DividedMap.Sweep SUM =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, Crew.Memory memory) {
                    sum(begin, end, a.input, a.other, a.output, a.relu);
                }
            };

    private Maps() {}

    /**
     * Batch normalization of pixels, then a sum, then ReLU.
     *
     * @param addend a map of the size of the input, or null
     * @param to index of the first channel in the output
     * @param total channels of the output
     * @param factor working memory: {@code scale / sqrt(variance + epsilon)} of each channel
     * @param lines working memory of plain loops: {@link Products#SUMS} rows of {@link
     *     Products#LENGTH} numbers
     */
    public static void normalize(
            int pixels,
            int channels,
            double epsilon,
            float[] input,
            float[] mean,
            float[] variance,
            float[] scale,
            float[] shift,
            float[] addend,
            float[] output,
            int to,
            int total,
            boolean relu,
            float[] factor,
            float[][] lines) {
        for (int channel = 0; channel < channels; channel++) {
            double deviation = Math.sqrt(variance[channel] + epsilon);
            factor[channel] = (float) (scale[channel] / deviation);
        }
        normalize(
                pixels, channels, input, mean, factor, shift, addend, output, to, total, relu,
                lines);
    }

    static void normalize(
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
            boolean relu,
            float[][] lines) {
        Crew crew = Crew.current();
        if (crew == null || !Crew.pays((long) pixels * channels)) {
            normalize(
                    0, pixels, channels, input, mean, factor, shift, addend, output, to, total,
                    relu, lines);
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

    private static void normalize(
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
            boolean relu,
            float[][] lines) {
        float least = Bound.of(relu);
        if (!PanelVectors.NORMALIZE.on()) {
            PlainNormalize.pixels(
                    begin, end, channels, input, mean, factor, shift, addend, output, to, total,
                    least, lines);
            return;
        }
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

    /** The sum of two arrays, then ReLU. */
    public static void sum(int size, float[] a, float[] b, float[] output, boolean relu) {
        Crew crew = Crew.current();
        if (crew == null || !Crew.pays(size)) {
            sum(0, size, a, b, output, relu);
            return;
        }
        DividedMap map = crew.map;
        map.input = a;
        map.other = b;
        map.output = output;
        map.relu = relu;
        map.run(crew, SUM, size, LINE);
    }

    private static void sum(
            int begin, int end, float[] a, float[] b, float[] output, boolean relu) {
        float least = Bound.of(relu);
        if (PanelVectors.SUM.on()) {
            SWEEPS.sum(end - begin, a, begin, b, begin, output, begin, least);
        } else {
            PlainMaps.sum(begin, end, a, b, output, least);
        }
    }

    /** Adds numbers to others. */
    public static void add(int size, float[] numbers, float[] sums) {
        for (int i = 0; i < size; i++) {
            sums[i] += numbers[i];
        }
    }

    /**
     * Puts a map among the channels of a wider one.
     *
     * @param to index of the first channel in the output
     * @param total channels of the output
     */
    public static void put(
            int pixels, int channels, float[] input, float[] output, int to, int total) {
        ChannelRows.give(input, channels, pixels, output, to, total);
    }

    /**
     * Takes a map out of the channels of a wider one.
     *
     * @param from index of the first channel in the input
     * @param total channels of the input
     */
    public static void take(
            int pixels, int channels, float[] input, int from, int total, float[] output) {
        ChannelRows.take(input, from, total, channels, pixels, output);
    }
}
