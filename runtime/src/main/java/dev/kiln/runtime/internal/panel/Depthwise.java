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
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.rows = rows;
        this.columns = columns;
        this.strideRows = strideRows;
        this.strideColumns = strideColumns;
        this.top = top;
        this.left = left;
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
        Crew crew = Crew.current();
        if (crew == null
                || !Crew.pays((long) samples * rows * columns * channels)
                || (width + SIDE * SIDE + 1) * channels > Products.SCRATCH) {
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
        float least = Bound.of(relu);
        int begin = (width + SIDE * SIDE) * channels;
        Arrays.fill(scratch, 0, width * channels, 0f);
        if (bias == null) {
            Arrays.fill(scratch, begin, begin + channels, 0f);
        } else {
            System.arraycopy(bias, 0, scratch, begin, channels);
        }
        int first = (left + strideColumns - 1) / strideColumns;
        // Rounded down: where the input is narrower than a window, there is none within it.
        int within = Math.floorDiv(width + left - SIDE, strideColumns) + 1;
        int end = Math.max(first, Math.min(columns, within));
        for (int row = firstRow; row < endRow; row++) {
            int sample = row / rows;
            int y = row % rows * strideRows - top;
            int to = row * columns * channels;
            for (int x = 0; x < first; x++) {
                edge(input, sample, y, x, weight, scratch, output, to, least);
            }
            if (end > first) {
                middle(input, sample, y, first, end, weight, scratch, output, to, least);
            }
            for (int x = end; x < columns; x++) {
                edge(input, sample, y, x, weight, scratch, output, to, least);
            }
        }
    }

    /** Pixels {@code first} to {@code end}, whose windows are within the columns of the input. */
    private void middle(
            float[] input,
            int sample,
            int y,
            int first,
            int end,
            float[] weight,
            float[] scratch,
            float[] output,
            int to,
            float least) {
        int line = width * channels;
        int column = (first * strideColumns - left) * channels;
        int at = (sample * height + y) * line + column;
        int begin = (width + SIDE * SIDE) * channels;
        // A row of zeros is at the beginning of the scratch.
        float[] x0 = isInside(y) ? input : scratch;
        float[] x1 = isInside(y + 1) ? input : scratch;
        float[] x2 = isInside(y + 2) ? input : scratch;
        int i0 = isInside(y) ? at : column;
        int i1 = isInside(y + 1) ? at + line : column;
        int i2 = isInside(y + 2) ? at + 2 * line : column;
        int step = strideColumns * channels;
        int pairs = strideColumns == 1 ? (end - first) / 2 * 2 : 0;
        int others = end - first - pairs;
        int behind = pairs * channels;
        for (int c = 0; c < channels; c += LANES) {
            int y0 = to + first * channels + c;
            SWEEPS.depthwise3x3InPairs(
                    pairs, TWO, x0, i0 + c, x1, i1 + c, x2, i2 + c, channels, weight, c, channels,
                    scratch, begin + c, output, y0, least);
            SWEEPS.depthwise3x3(
                    others,
                    ONE,
                    x0,
                    i0 + behind + c,
                    x1,
                    i1 + behind + c,
                    x2,
                    i2 + behind + c,
                    step,
                    channels,
                    weight,
                    c,
                    channels,
                    scratch,
                    begin + c,
                    output,
                    y0 + behind,
                    least);
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
            float[] output,
            int to,
            float least) {
        int patch = width * channels;
        int begin = patch + SIDE * SIDE * channels;
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
