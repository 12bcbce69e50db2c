package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

import java.util.Arrays;

/**
 * Gradients of depth-wise convolutions 3x3 as vectors, of weights and input. Three rows at a time
 * are copied into a border of zeros, over which a window goes down.
 */
public final class DepthwiseGradient {

    private static final int SIDE = 3;
    private static final int ONE = 1;
    private static final int TWO = 2;

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
     * @param top rows of zeros above the input, at most two
     * @param left columns of zeros in front of it, at most two
     */
    public DepthwiseGradient(
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

    /** Whether the loops of {@link #addWeights} are compiled. */
    public static boolean addsWeights() {
        return PanelVectors.DEPTHWISE_GRADIENTS.on();
    }

    /**
     * Adds to the gradients of the weights: each is one chain over samples, rows and columns of the
     * output.
     *
     * @param scratch working memory for three rows of windows
     */
    public void addWeights(
            int samples,
            float[] input,
            float[] outputGradient,
            float[] weightGradient,
            float[] scratch) {
        int pitch = ((columns - 1) * strideColumns + SIDE) * channels;
        Arrays.fill(scratch, 0, SIDE * pitch, 0f);
        // Columns behind the last window are not read.
        int read = Math.min(width, (columns - 1) * strideColumns + SIDE - left) * channels;
        for (int sample = 0; sample < samples; sample++) {
            int next = -top;
            for (int row = 0; row < rows; row++) {
                int y = row * strideRows - top;
                for (next = Math.max(next, y); next < y + SIDE; next++) {
                    int to = slot(next) * pitch + left * channels;
                    if (next >= 0 && next < height) {
                        int from = (sample * height + next) * width * channels;
                        System.arraycopy(input, from, scratch, to, read);
                    } else {
                        Arrays.fill(scratch, to, to + read, 0f);
                    }
                }
                int g = (sample * rows + row) * columns * channels;
                for (int c = 0; c < channels; c += LANES) {
                    SWEEPS.depthwiseWeights3x3(
                            columns,
                            ONE,
                            scratch,
                            slot(y) * pitch + c,
                            scratch,
                            slot(y + 1) * pitch + c,
                            scratch,
                            slot(y + 2) * pitch + c,
                            strideColumns * channels,
                            channels,
                            outputGradient,
                            g + c,
                            weightGradient,
                            c);
                }
            }
        }
    }

    /** Where a row is kept. */
    private static int slot(int row) {
        return Math.floorMod(row, SIDE);
    }

    /**
     * The gradient by the input: each is one chain over kernel rows and columns. Between pixels of
     * the output that strides set apart there are zeros.
     *
     * @param scratch working memory for three rows of the input, each with two more columns, and a
     *     pixel
     */
    public void input(
            int samples,
            float[] outputGradient,
            float[] weight,
            float[] inputGradient,
            float[] scratch) {
        int pitch = (width + SIDE - 1) * channels;
        int begin = SIDE * pitch;
        int pairs = width / TWO * TWO;
        Arrays.fill(scratch, 0, begin + channels, 0f);
        for (int sample = 0; sample < samples; sample++) {
            int next = top - SIDE + 1;
            for (int row = 0; row < height; row++) {
                int last = row + top;
                for (; next <= last; next++) {
                    spread(outputGradient, sample, next, scratch, pitch);
                }
                int to = (sample * height + row) * width * channels;
                int i0 = slot(last) * pitch + (SIDE - 1) * channels;
                int i1 = slot(last - 1) * pitch + (SIDE - 1) * channels;
                int i2 = slot(last - 2) * pitch + (SIDE - 1) * channels;
                for (int c = 0; c < channels; c += LANES) {
                    // Windows go from right to left, so do pairs.
                    int right = c + channels;
                    SWEEPS.depthwise3x3InPairs(
                            pairs,
                            TWO,
                            scratch,
                            i0 + right,
                            scratch,
                            i1 + right,
                            scratch,
                            i2 + right,
                            -channels,
                            weight,
                            c,
                            channels,
                            scratch,
                            begin,
                            inputGradient,
                            to + right,
                            Bound.NONE);
                    int rest = c + pairs * channels;
                    SWEEPS.depthwise3x3(
                            width - pairs,
                            ONE,
                            scratch,
                            i0 + rest,
                            scratch,
                            i1 + rest,
                            scratch,
                            i2 + rest,
                            channels,
                            -channels,
                            weight,
                            c,
                            channels,
                            scratch,
                            begin,
                            inputGradient,
                            to + rest,
                            Bound.NONE);
                }
            }
        }
    }

    /** Copies a row of the output, if there is one at this row of the padded input. */
    private void spread(float[] output, int sample, int row, float[] scratch, int pitch) {
        int slot = slot(row) * pitch;
        boolean inside = row >= 0 && row % strideRows == 0 && row / strideRows < rows;
        if (!inside) {
            Arrays.fill(scratch, slot, slot + pitch, 0f);
            return;
        }
        int from = (sample * rows + row / strideRows) * columns * channels;
        int first = SIDE - 1 - left;
        int most = (width + SIDE - 2 - first) / strideColumns + 1;
        int some = Math.min(columns, most);
        if (strideColumns == 1) {
            System.arraycopy(output, from, scratch, slot + first * channels, some * channels);
            return;
        }
        for (int x = 0; x < some; x++) {
            System.arraycopy(
                    output,
                    from + x * channels,
                    scratch,
                    slot + (first + x * strideColumns) * channels,
                    channels);
        }
    }
}
