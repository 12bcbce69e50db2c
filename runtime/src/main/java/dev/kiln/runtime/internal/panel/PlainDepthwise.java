package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;

import java.util.Arrays;

/**
 * Depth-wise convolutions 3x3 in plain Java. HotSpot makes vectors of long loops over arrays that
 * are indexed by the loop variable alone: so what some pixels of a row read at a tap is copied into
 * a row of its own, and weights are repeated for each of these pixels.
 */
final class PlainDepthwise {

    private static final int SUMS = SIDE;
    private static final int BIAS = SUMS + 1;
    private static final int WEIGHTS = BIAS + 1;

    private final DepthwiseGeometry geometry;

    /** Channels that are computed together. */
    private final int group;

    /** Pixels that are computed together. */
    private final int pixels;

    PlainDepthwise(DepthwiseGeometry geometry) {
        this.geometry = geometry;
        this.group = Math.min(geometry.channels(), Products.LENGTH);
        this.pixels = Math.min(geometry.columns(), Products.LENGTH / group);
    }

    /**
     * Rows of the output, those of all samples being counted.
     *
     * @param bias one number a channel; null for zeros
     * @param lines working memory: 14 rows of {@link Products#LENGTH} floats, at least
     */
    void rows(
            int firstRow,
            int endRow,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            float least,
            float[][] lines) {
        int channels = geometry.channels();
        for (int channel = 0; channel < channels; channel += group) {
            int width = Math.min(group, channels - channel);
            ChannelRows.repeat(bias, channel, width, pixels, lines[BIAS]);
            for (int tap = 0; tap < SIDE * SIDE; tap++) {
                ChannelRows.repeat(
                        weight, tap * channels + channel, width, pixels, lines[WEIGHTS + tap]);
            }
            for (int row = firstRow; row < endRow; row++) {
                row(row, channel, width, input, output, least, lines);
            }
        }
    }

    private void row(
            int row,
            int channel,
            int width,
            float[] input,
            float[] output,
            float least,
            float[][] lines) {
        int columns = geometry.columns();
        int sample = row / geometry.rows();
        int y = row % geometry.rows() * geometry.strideRows() - geometry.top();
        for (int x = 0; x < columns; x += pixels) {
            int some = Math.min(pixels, columns - x);
            int n = some * width;
            System.arraycopy(lines[BIAS], 0, lines[SUMS], 0, n);
            for (int tapRow = 0; tapRow < SIDE; tapRow++) {
                for (int tap = 0; tap < SIDE; tap++) {
                    take(sample, y + tapRow, x, tap, some, channel, width, input, lines[tap]);
                }
                int w = WEIGHTS + tapRow * SIDE;
                add(
                        n,
                        lines[0],
                        lines[1],
                        lines[2],
                        lines[w],
                        lines[w + 1],
                        lines[w + 2],
                        lines[SUMS]);
            }
            bound(n, lines[SUMS], least);
            int to = (row * columns + x) * geometry.channels() + channel;
            ChannelRows.give(lines[SUMS], width, some, output, to, geometry.channels());
        }
    }

    /** Takes the pixels that those from {@code x} on read at a tap; zeros beyond the edges. */
    private void take(
            int sample,
            int row,
            int x,
            int tap,
            int some,
            int channel,
            int width,
            float[] input,
            float[] line) {
        int stride = geometry.strideColumns();
        int first = x * stride - geometry.left() + tap;
        if (!geometry.isInside(row)) {
            Arrays.fill(line, 0, some * width, 0f);
            return;
        }
        int from = (sample * geometry.height() + row) * geometry.line() + channel;
        boolean inside = first >= 0 && first + some <= geometry.width();
        if (inside && stride == 1) {
            int at = from + first * geometry.channels();
            ChannelRows.take(input, at, geometry.channels(), width, some, line);
            return;
        }
        for (int pixel = 0; pixel < some; pixel++) {
            int column = first + pixel * stride;
            int to = pixel * width;
            if (column >= 0 && column < geometry.width()) {
                System.arraycopy(input, from + column * geometry.channels(), line, to, width);
            } else {
                Arrays.fill(line, to, to + width, 0f);
            }
        }
    }

    private static void add(
            int n,
            float[] x0,
            float[] x1,
            float[] x2,
            float[] w0,
            float[] w1,
            float[] w2,
            float[] sums) {
        for (int i = 0; i < n; i++) {
            float first = Math.fma(x0[i], w0[i], sums[i]);
            sums[i] = Math.fma(x2[i], w2[i], Math.fma(x1[i], w1[i], first));
        }
    }

    private static void bound(int n, float[] sums, float least) {
        for (int i = 0; i < n; i++) {
            sums[i] = Math.max(sums[i], least);
        }
    }
}
