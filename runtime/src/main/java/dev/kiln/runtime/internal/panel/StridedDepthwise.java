package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

import java.util.Arrays;

/** Windows over the input itself; those that reach over an edge are copied. */
final class StridedDepthwise implements DepthwiseForm {

    private static final int ONE = 1;

    private final DepthwiseGeometry geometry;
    private final int height;
    private final int width;
    private final int channels;
    private final int rows;
    private final int columns;
    private final int strideRows;
    private final int strideColumns;
    private final int top;
    private final int left;

    StridedDepthwise(DepthwiseGeometry g) {
        this.geometry = g;
        this.height = g.height();
        this.width = g.width();
        this.channels = g.channels();
        this.rows = g.rows();
        this.columns = g.columns();
        this.strideRows = g.strideRows();
        this.strideColumns = g.strideColumns();
        this.top = g.top();
        this.left = g.left();
    }

    /** A row of zeros, a window and zeros for a bias. */
    @Override
    public int size() {
        return (width + SIDE * SIDE + 1) * channels;
    }

    @Override
    public void rows(
            int firstRow,
            int endRow,
            float[] input,
            float[] weight,
            float[] bias,
            float[] output,
            float least,
            float[] scratch) {
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
        float[] x0 = geometry.isInside(y) ? input : scratch;
        float[] x1 = geometry.isInside(y + 1) ? input : scratch;
        float[] x2 = geometry.isInside(y + 2) ? input : scratch;
        int i0 = geometry.isInside(y) ? at : column;
        int i1 = geometry.isInside(y + 1) ? at + line : column;
        int i2 = geometry.isInside(y + 2) ? at + 2 * line : column;
        int step = strideColumns * channels;
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
                    step,
                    channels,
                    weight,
                    c,
                    channels,
                    scratch,
                    begin + c,
                    output,
                    to + first * channels + c,
                    channels,
                    least);
        }
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
                if (geometry.isInside(row + ky) && column >= 0 && column < width) {
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
                    channels,
                    least);
        }
    }
}
