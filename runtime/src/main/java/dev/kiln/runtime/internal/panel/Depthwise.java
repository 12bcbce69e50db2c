package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/**
 * Depth-wise convolutions 3x3 as vectors: each channel has a filter of its own. Each output is one
 * chain of fused multiply-adds that begins with the bias and goes over kernel row and column.
 */
public final class Depthwise {

    private static final int ONE = 1;
    private static final int TWO = 2;

    private final int channels;
    private final int rows;
    private final int columns;
    private final int strideRows;
    private final int strideColumns;
    private final int top;
    private final PaddedRows padded;

    private final DividedMap.Sweep divided =
            new DividedMap.Sweep() {
                @Override
                public void rows(DividedMap a, int begin, int end, float[] scratch) {
                    Depthwise.this.rows(
                            begin, end, a.input, a.mean, a.shift, a.output, a.relu, scratch);
                }
            };

    /**
     * A convolution.
     *
     * @param height of the input
     * @param width of the input
     * @param channels a multiple of 16
     * @param rows of the output
     * @param columns of the output
     * @param top rows of zeros above the input
     * @param left columns of zeros in front of it
     */
    public Depthwise(
            int height,
            int width,
            int channels,
            int rows,
            int columns,
            int strideRows,
            int strideColumns,
            int top,
            int left) {
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.strideRows = strideRows;
        this.strideColumns = strideColumns;
        this.top = top;
        int read = (columns - 1) * strideColumns + PaddedRows.SIDE;
        this.padded = new PaddedRows(height, width, channels, 1, read, left, 1);
        PanelVectors.DEPTHWISE.begin();
    }

    /** Whether the loops are compiled. */
    public static boolean vectors() {
        return PanelVectors.DEPTHWISE.on();
    }

    /**
     * Convolves samples.
     *
     * @param bias one number a channel; null for zeros
     * @param scratch working memory for 16 channels of three rows of windows and ten pixels
     */
    public void forward(
            int samples,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch) {
        Crew crew = Crew.current();
        if (crew == null
                || !Crew.pays((long) samples * rows * columns * channels)
                || padded.size() > Products.SCRATCH) {
            rows(0, samples * rows, input, weight, bias, output, relu, scratch);
            return;
        }
        DividedMap map = crew.map;
        map.input = input;
        map.mean = weight;
        map.shift = bias;
        map.output = output;
        map.relu = relu;
        map.run(crew, divided, samples * rows, 1);
    }

    /** Convolves one of the samples. */
    public void sample(
            int sample,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch) {
        rows(sample * rows, (sample + 1) * rows, input, weight, bias, output, relu, scratch);
    }

    /** Rows of the output, those of all samples being counted. */
    private void rows(
            int firstRow,
            int endRow,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch) {
        int end;
        for (int row = firstRow; row < endRow; row = end) {
            int sample = row / rows;
            end = Math.min(endRow, (sample + 1) * rows);
            for (int c = 0; c < channels; c += PaddedRows.GROUP) {
                padded.begin(weight, bias, c, scratch);
                group(c, sample, row, end, input, output, Bound.of(relu), scratch);
            }
        }
    }

    /** Rows of a sample for a group of channels. */
    private void group(
            int channel,
            int sample,
            int firstRow,
            int endRow,
            float[] input,
            float[] output,
            float least,
            float[] scratch) {
        int next = Integer.MIN_VALUE;
        for (int row = firstRow; row < endRow; row++) {
            int y = (row - sample * rows) * strideRows - top;
            padded.take(input, sample, channel, Math.max(y, next), y + PaddedRows.SIDE, scratch);
            next = y + PaddedRows.SIDE;
            int to = row * columns * channels + channel;
            for (int c = 0; c < PaddedRows.GROUP; c += LANES) {
                row(y, c, scratch, output, to + c, row + 1 < endRow, least);
            }
        }
    }

    /**
     * A vector of channels of a row.
     *
     * @param lane its distance from the first channel of the group
     * @param goesOn whether a pixel too many is allowed, because the next row begins there
     */
    private void row(
            int y, int lane, float[] scratch, float[] output, int to, boolean goesOn, float least) {
        int i0 = padded.at(y) + lane;
        int i1 = padded.at(y + 1) + lane;
        int i2 = padded.at(y + 2) + lane;
        int w = padded.weights() + lane;
        int pairs = strideColumns == 1 ? (goesOn ? columns + 1 : columns) / TWO * TWO : 0;
        SWEEPS.depthwise3x3InPairs(pairs, TWO, scratch, i0, i1, i2, w, output, to, channels, least);
        if (pairs < columns) {
            int behind = pairs * PaddedRows.GROUP;
            SWEEPS.depthwise3x3(
                    columns - pairs,
                    ONE,
                    scratch,
                    i0 + behind,
                    i1 + behind,
                    i2 + behind,
                    strideColumns * PaddedRows.GROUP,
                    w,
                    output,
                    to + pairs * channels,
                    channels,
                    least);
        }
    }
}
