package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

import java.util.Arrays;

/** Windows over the input itself; those that reach over an edge are copied. */
final class StridedDepthwise implements DepthwiseForm {

    private static final int ONE = 1;

    private final DepthwiseGeometry geometry;

    StridedDepthwise(DepthwiseGeometry geometry) {
        this.geometry = geometry;
    }

    /** A row of zeros, a window and zeros for a bias. */
    @Override
    public int size() {
        return bias() + geometry.channels();
    }

    /** Where the window is that is copied. */
    private int window() {
        return geometry.line();
    }

    /** Where the bias is. */
    private int bias() {
        return window() + SIDE * SIDE * geometry.channels();
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
        int channels = geometry.channels();
        int columns = geometry.columns();
        Arrays.fill(scratch, 0, geometry.line(), 0f);
        if (bias == null) {
            Arrays.fill(scratch, bias(), bias() + channels, 0f);
        } else {
            System.arraycopy(bias, 0, scratch, bias(), channels);
        }
        int first = geometry.firstWithin();
        int end = geometry.endWithin();
        for (int row = firstRow; row < endRow; row++) {
            int sample = row / geometry.rows();
            int y = row % geometry.rows() * geometry.strideRows() - geometry.top();
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
        int channels = geometry.channels();
        int line = geometry.line();
        int step = geometry.strideColumns() * channels;
        int column = first * step - geometry.left() * channels;
        int at = (sample * geometry.height() + y) * line + column;
        // A row of zeros is at the beginning of the scratch.
        float[] x0 = geometry.isInside(y) ? input : scratch;
        float[] x1 = geometry.isInside(y + 1) ? input : scratch;
        float[] x2 = geometry.isInside(y + 2) ? input : scratch;
        int i0 = geometry.isInside(y) ? at : column;
        int i1 = geometry.isInside(y + 1) ? at + line : column;
        int i2 = geometry.isInside(y + 2) ? at + 2 * line : column;
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
                    bias() + c,
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
        int channels = geometry.channels();
        for (int ky = 0; ky < SIDE; ky++) {
            for (int kx = 0; kx < SIDE; kx++) {
                int column = x * geometry.strideColumns() - geometry.left() + kx;
                int at = window() + (ky * SIDE + kx) * channels;
                if (geometry.isInside(row + ky) && column >= 0 && column < geometry.width()) {
                    int line = (sample * geometry.height() + row + ky) * geometry.line();
                    System.arraycopy(input, line + column * channels, scratch, at, channels);
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
                    window() + c,
                    scratch,
                    window() + SIDE * channels + c,
                    scratch,
                    window() + 2 * SIDE * channels + c,
                    channels,
                    channels,
                    weight,
                    c,
                    channels,
                    scratch,
                    bias() + c,
                    output,
                    to + x * channels + c,
                    channels,
                    least);
        }
    }
}
