package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;

/** Windows over rows of the input that are copied into a border of zeros, without strides. */
final class PaddedDepthwise implements DepthwiseForm {

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
        padded.clear(scratch);
        int end;
        for (int row = firstRow; row < endRow; row = end) {
            int sample = row / rows;
            end = Math.min(endRow, (sample + 1) * rows);
            for (int c = 0; c < geometry.channels(); c += PaddedRows.GROUP) {
                padded.takeWeights(weight, bias, c, scratch);
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
            next = padded.advance(input, sample, channel, y, next, scratch);
            // A pixel too many is allowed where the next row begins: it is written once more.
            int pixels = row + 1 < endRow ? columns + columns % 2 : columns;
            int to = row * columns * channels + channel;
            for (int c = 0; c < PaddedRows.GROUP; c += LANES) {
                padded.convolve(
                        y, y + 1, y + 2, pixels, c, scratch, output, to + c, channels, least);
            }
        }
    }
}
