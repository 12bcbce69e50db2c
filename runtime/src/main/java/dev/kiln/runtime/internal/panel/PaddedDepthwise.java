package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/** Windows over rows of the input that are copied into a border of zeros, without strides. */
final class PaddedDepthwise implements DepthwiseForm {

    private static final int TWO = 2;

    private final DepthwiseGeometry geometry;
    private final PaddedRows padded;

    PaddedDepthwise(DepthwiseGeometry g) {
        this.geometry = g;
        this.padded =
                new PaddedRows(g.height(), g.width(), g.channels(), 1, g.covered(), g.left(), 1);
    }

    @Override
    public int size() {
        return padded.size();
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
        int end;
        for (int row = firstRow; row < endRow; row = end) {
            int sample = row / rows;
            end = Math.min(endRow, (sample + 1) * rows);
            for (int c = 0; c < geometry.channels(); c += PaddedRows.GROUP) {
                padded.begin(weight, bias, c, scratch);
                group(c, sample, row, end, input, output, least, scratch);
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
        int columns = geometry.columns();
        int channels = geometry.channels();
        int next = Integer.MIN_VALUE;
        for (int row = firstRow; row < endRow; row++) {
            int y = (row - sample * geometry.rows()) * geometry.strideRows() - geometry.top();
            padded.take(input, sample, channel, Math.max(y, next), y + PaddedRows.SIDE, scratch);
            next = y + PaddedRows.SIDE;
            // A pixel too many is allowed where the next row begins: it is written once more.
            int pixels = row + 1 < endRow ? columns + 1 : columns;
            int to = row * columns * channels + channel;
            for (int c = 0; c < PaddedRows.GROUP; c += LANES) {
                int pairs = pixels / TWO * TWO;
                SWEEPS.depthwise3x3InPairs(
                        pairs,
                        TWO,
                        scratch,
                        padded.at(y) + c,
                        padded.at(y + 1) + c,
                        padded.at(y + 2) + c,
                        padded.weights() + c,
                        output,
                        to + c,
                        channels,
                        least);
                if (pairs < columns) {
                    padded.single(
                            y, y + 1, y + 2, pairs, c, scratch, output, to + c, channels, least);
                }
            }
        }
    }
}
