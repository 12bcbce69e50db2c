package dev.kiln.runtime.internal.panel;

/**
 * Batch normalization in plain Java. HotSpot makes vectors of long loops over arrays that are
 * indexed by the loop variable alone: so some pixels at a time are copied into rows of their own,
 * and what belongs to channels is repeated for each of these pixels.
 */
final class PlainNormalize {

    private static final int INPUT = 0;
    private static final int ADDEND = 1;
    private static final int MEAN = 2;
    private static final int FACTOR = 3;
    private static final int SHIFT = 4;

    private PlainNormalize() {}

    /**
     * Pixels {@code begin} to {@code end}: {@code (input - mean) * factor + shift}, plus the addend
     * unless it is null.
     *
     * @param to index of the first channel in the output
     * @param total channels of the output
     * @param lines working memory: five rows of {@link Products#LENGTH} floats, at least
     */
    static void pixels(
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
            float least,
            float[][] lines) {
        int group = Math.min(channels, Products.LENGTH);
        int most = Math.min(end - begin, Products.LENGTH / group);
        for (int channel = 0; channel < channels; channel += group) {
            int width = Math.min(group, channels - channel);
            ChannelRows.repeat(mean, channel, width, most, lines[MEAN]);
            ChannelRows.repeat(factor, channel, width, most, lines[FACTOR]);
            ChannelRows.repeat(shift, channel, width, most, lines[SHIFT]);
            for (int pixel = begin; pixel < end; pixel += most) {
                int some = Math.min(most, end - pixel);
                int from = pixel * channels + channel;
                ChannelRows.take(input, from, channels, width, some, lines[INPUT]);
                if (addend == null) {
                    normalize(
                            some * width,
                            lines[INPUT],
                            lines[MEAN],
                            lines[FACTOR],
                            lines[SHIFT],
                            least);
                } else {
                    ChannelRows.take(addend, from, channels, width, some, lines[ADDEND]);
                    normalize(
                            some * width,
                            lines[INPUT],
                            lines[MEAN],
                            lines[FACTOR],
                            lines[SHIFT],
                            lines[ADDEND],
                            least);
                }
                ChannelRows.give(
                        lines[INPUT], width, some, output, pixel * total + to + channel, total);
            }
        }
    }

    private static void normalize(
            int n, float[] x, float[] mean, float[] factor, float[] shift, float least) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.max(Math.fma(x[i] - mean[i], factor[i], shift[i]), least);
        }
    }

    private static void normalize(
            int n,
            float[] x,
            float[] mean,
            float[] factor,
            float[] shift,
            float[] addend,
            float least) {
        for (int i = 0; i < n; i++) {
            float y = Math.fma(x[i] - mean[i], factor[i], shift[i]);
            x[i] = Math.max(y + addend[i], least);
        }
    }
}
