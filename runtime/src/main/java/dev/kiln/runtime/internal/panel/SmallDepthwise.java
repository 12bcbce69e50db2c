package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;
import static dev.kiln.runtime.internal.panel.PaddedRows.GROUP;

import java.util.Arrays;

/**
 * Windows over whole small maps in a border of zeros, without strides: where rows are short, a loop
 * over all of them takes less time than one for each. Windows that begin in one row and end in the
 * next give numbers that nobody reads.
 */
final class SmallDepthwise implements DepthwiseForm {

    /** Floats of maps where it takes less time: up to some 100 pixels. */
    static final int MOST = 4096;

    private static final int ONE = 1;
    private static final int TWO = 2;

    private final DepthwiseGeometry geometry;

    /** Pixels from one row to the next. */
    private final int pitch;

    SmallDepthwise(DepthwiseGeometry geometry) {
        this.geometry = geometry;
        int right = geometry.covered() - geometry.left() - geometry.width();
        // The zeros in front of a row are those behind the one above it, if they are enough.
        boolean shared = right > 0 && right <= geometry.left();
        this.pitch = shared ? geometry.covered() - right : geometry.covered();
    }

    /** Whether there are no strides, and the map is small. */
    boolean fits() {
        return geometry.strideRows() == 1 && geometry.strideColumns() == 1 && size() <= MOST;
    }

    /** The map with its border, the sums, a bias and nine weights for each channel of a group. */
    @Override
    public int size() {
        return weights(geometry.rows()) + GroupWeights.SIZE;
    }

    /** Where the sums of so many rows are; a window more than there is may be read in front. */
    private int sums(int rows) {
        return ((rows + SIDE - 1) * pitch + SIDE) * GROUP;
    }

    /** Where the weights are. */
    private int weights(int rows) {
        return sums(rows) + (rows * pitch + 1) * GROUP;
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
        int rows = geometry.rows();
        Arrays.fill(scratch, 0, sums(rows), 0f);
        int end;
        for (int row = firstRow; row < endRow; row = end) {
            int sample = row / rows;
            end = Math.min(endRow, (sample + 1) * rows);
            for (int c = 0; c < geometry.channels(); c += GROUP) {
                GroupWeights.take(weight, bias, c, geometry.channels(), scratch, weights(rows));
                take(sample, row - sample * rows, end - row, c, input, scratch);
                convolve(end - row, scratch, least);
                give(row, end - row, c, scratch, output);
            }
        }
    }

    /**
     * Takes the rows of the input that so many rows of the output read, for a group of channels.
     */
    private void take(
            int sample, int firstRow, int rows, int channel, float[] input, float[] scratch) {
        int width = geometry.width();
        int channels = geometry.channels();
        for (int i = 0; i < rows + SIDE - 1; i++) {
            int to = (i * pitch + geometry.left()) * GROUP;
            int row = firstRow - geometry.top() + i;
            if (!geometry.isInside(row)) {
                Arrays.fill(scratch, to, to + width * GROUP, 0f);
                continue;
            }
            int from = (sample * geometry.height() + row) * geometry.line() + channel;
            for (int c = 0; c < GROUP; c += LANES) {
                SWEEPS.take(width, ONE, input, from + c, channels, scratch, to + c, GROUP);
            }
        }
    }

    private void convolve(int rows, float[] scratch, float least) {
        int windows = (rows - 1) * pitch + geometry.columns();
        int step = pitch * GROUP;
        for (int c = 0; c < GROUP; c += LANES) {
            SWEEPS.depthwise3x3InPairs(
                    windows + windows % TWO,
                    TWO,
                    scratch,
                    c,
                    step + c,
                    2 * step + c,
                    weights(geometry.rows()) + c,
                    scratch,
                    sums(geometry.rows()) + c,
                    GROUP,
                    least);
        }
    }

    private void give(int firstRow, int rows, int channel, float[] scratch, float[] output) {
        int columns = geometry.columns();
        int channels = geometry.channels();
        for (int i = 0; i < rows; i++) {
            int from = sums(geometry.rows()) + i * pitch * GROUP;
            int to = (firstRow + i) * columns * channels + channel;
            for (int c = 0; c < GROUP; c += LANES) {
                SWEEPS.take(columns, ONE, scratch, from + c, GROUP, output, to + c, channels);
            }
        }
    }
}
