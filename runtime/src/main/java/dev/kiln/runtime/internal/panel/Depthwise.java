package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

import java.util.Arrays;

/**
 * Depth-wise convolutions 3x3 as vectors: each channel has a filter of its own. Each output is one
 * chain of fused multiply-adds that begins with the bias and goes over kernel row and column.
 */
public final class Depthwise {

    private static final int SIDE = 3;
    private static final int ONE = 1;

    private final int height;
    private final int width;
    private final int channels;
    private final int rows;
    private final int columns;
    private final int strideRows;
    private final int strideColumns;
    private final int top;
    private final int left;

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
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.strideRows = strideRows;
        this.strideColumns = strideColumns;
        this.top = top;
        this.left = left;
    }

    /**
     * Convolves samples.
     *
     * @param bias one number a channel; null for zeros
     * @param scratch working memory for a row of the input and thirteen pixels
     */
    public void forward(
            int samples,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            boolean relu,
            float[] scratch) {
        int line = width * channels;
        int first = (left + strideColumns - 1) / strideColumns;
        int end = Math.max(first, Math.min(columns, (width + left - SIDE) / strideColumns + 1));
        float least = relu ? 0 : Float.NEGATIVE_INFINITY;
        float[] zeros = scratch;
        int patch = line;
        int begin = patch + SIDE * SIDE * channels;
        Arrays.fill(zeros, 0, line, 0f);
        if (bias == null) {
            Arrays.fill(scratch, begin, begin + channels, 0f);
        } else {
            System.arraycopy(bias, 0, scratch, begin, channels);
        }
        for (int sample = 0; sample < samples; sample++) {
            for (int y = 0; y < rows; y++) {
                int row = y * strideRows - top;
                int to = (sample * rows + y) * columns * channels;
                for (int x = 0; x < first; x++) {
                    edge(input, sample, row, x, weight, scratch, patch, begin, output, to, least);
                }
                if (end > first) {
                    float[] x0 = isInside(row) ? input : zeros;
                    float[] x1 = isInside(row + 1) ? input : zeros;
                    float[] x2 = isInside(row + 2) ? input : zeros;
                    int column = (first * strideColumns - left) * channels;
                    int at = (sample * height + row) * line + column;
                    int i0 = isInside(row) ? at : column;
                    int i1 = isInside(row + 1) ? at + line : column;
                    int i2 = isInside(row + 2) ? at + 2 * line : column;
                    for (int c = 0; c < channels; c += LANES) {
                        SWEEPS.depthwise3x3(
                                end - first,
                                ONE,
                                x0,
                                i0 + c,
                                x1,
                                i1 + c,
                                x2,
                                i2 + c,
                                strideColumns * channels,
                                weight,
                                c,
                                channels,
                                scratch,
                                begin + c,
                                output,
                                to + first * channels + c,
                                least);
                    }
                }
                for (int x = end; x < columns; x++) {
                    edge(input, sample, row, x, weight, scratch, patch, begin, output, to, least);
                }
            }
        }
    }

    private boolean isInside(int row) {
        return row >= 0 && row < height;
    }

    /** A pixel whose window reaches over an edge: its window is copied, with zeros. */
    private void edge(
            float[] input,
            int sample,
            int row,
            int x,
            float[] weight,
            float[] scratch,
            int patch,
            int begin,
            float[] output,
            int to,
            float least) {
        for (int ky = 0; ky < SIDE; ky++) {
            for (int kx = 0; kx < SIDE; kx++) {
                int column = x * strideColumns - left + kx;
                int at = patch + (ky * SIDE + kx) * channels;
                if (isInside(row + ky) && column >= 0 && column < width) {
                    int from = ((sample * height + row + ky) * width + column) * channels;
                    System.arraycopy(input, from, scratch, at, channels);
                } else {
                    Arrays.fill(scratch, at, at + channels, 0f);
                }
            }
        }
        for (int c = 0; c < channels; c += LANES) {
            SWEEPS.depthwise3x3(
                    1,
                    ONE,
                    scratch,
                    patch + c,
                    scratch,
                    patch + SIDE * channels + c,
                    scratch,
                    patch + 2 * SIDE * channels + c,
                    channels,
                    weight,
                    c,
                    channels,
                    scratch,
                    begin + c,
                    output,
                    to + x * channels + c,
                    least);
        }
    }
}
