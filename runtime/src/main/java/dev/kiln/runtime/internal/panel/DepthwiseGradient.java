package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;

/** Gradients of depth-wise convolutions 3x3 as vectors, of weights and input. */
public final class DepthwiseGradient {

    private static final int ONE = 1;

    private final DepthwiseGeometry geometry;

    /** Rows of the input. */
    private final PaddedRows inputs;

    /** Rows of the gradient by the output, from right to left: so are the windows on it. */
    private final PaddedRows gradients;

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
        this.geometry =
                new DepthwiseGeometry(
                        height,
                        width,
                        channels,
                        rows,
                        columns,
                        strideRows,
                        strideColumns,
                        top,
                        left);
        this.inputs = new PaddedRows(height, width, channels, 1, geometry.covered(), left, 1);
        this.gradients =
                new PaddedRows(
                        rows,
                        columns,
                        channels,
                        strideRows,
                        width + SIDE - 1,
                        width - 1 + left,
                        -strideColumns);
    }

    /** Whether the loops of {@link #addWeights} are compiled. */
    public static boolean addsWeights() {
        return PanelVectors.DEPTHWISE_GRADIENTS.on();
    }

    /** Whether those of {@link #input} are. */
    public static boolean convolves() {
        return PanelVectors.DEPTHWISE.on();
    }

    /**
     * Adds to the gradients of the weights: each is one chain over samples, rows and columns of the
     * output.
     *
     * @param scratch working memory for 16 channels of three rows of windows
     */
    public void addWeights(
            int samples,
            float[] input,
            float[] outputGradient,
            float[] weightGradient,
            float[] scratch) {
        inputs.clear(scratch);
        for (int sample = 0; sample < samples; sample++) {
            for (int c = 0; c < geometry.channels(); c += PaddedRows.GROUP) {
                addWeights(c, sample, input, outputGradient, weightGradient, scratch);
            }
        }
    }

    private void addWeights(
            int channel,
            int sample,
            float[] input,
            float[] outputGradient,
            float[] weightGradient,
            float[] scratch) {
        int rows = geometry.rows();
        int columns = geometry.columns();
        int channels = geometry.channels();
        int next = Integer.MIN_VALUE;
        for (int row = 0; row < rows; row++) {
            int y = row * geometry.strideRows() - geometry.top();
            next = inputs.advance(input, sample, channel, y, next, scratch);
            int g = (sample * rows + row) * columns * channels + channel;
            for (int c = 0; c < PaddedRows.GROUP; c += LANES) {
                SWEEPS.depthwiseWeights3x3(
                        columns,
                        ONE,
                        scratch,
                        inputs.at(y) + c,
                        inputs.at(y + 1) + c,
                        inputs.at(y + 2) + c,
                        geometry.strideColumns() * PaddedRows.GROUP,
                        channels,
                        outputGradient,
                        g + c,
                        weightGradient,
                        channel + c);
            }
        }
    }

    /**
     * The gradient by the input: each is one chain over kernel rows and columns. Between pixels of
     * the output that strides set apart there are zeros.
     *
     * @param scratch working memory for 16 channels of three rows of the input, each with two more
     *     columns, and ten pixels
     */
    public void input(
            int samples,
            float[] outputGradient,
            float[] weight,
            float[] inputGradient,
            float[] scratch) {
        gradients.clear(scratch);
        for (int sample = 0; sample < samples; sample++) {
            for (int c = 0; c < geometry.channels(); c += PaddedRows.GROUP) {
                gradients.takeWeights(weight, null, c, scratch);
                input(c, sample, outputGradient, inputGradient, scratch);
            }
        }
    }

    private void input(
            int channel,
            int sample,
            float[] outputGradient,
            float[] inputGradient,
            float[] scratch) {
        int height = geometry.height();
        int width = geometry.width();
        int channels = geometry.channels();
        int next = Integer.MIN_VALUE;
        for (int row = 0; row < height; row++) {
            int y = row + geometry.top() - SIDE + 1;
            next = gradients.advance(outputGradient, sample, channel, y, next, scratch);
            int last = ((sample * height + row + 1) * width - 1) * channels + channel;
            for (int c = 0; c < PaddedRows.GROUP; c += LANES) {
                // From right to left, as the windows are.
                gradients.convolve(
                        y + 2,
                        y + 1,
                        y,
                        width,
                        c,
                        scratch,
                        inputGradient,
                        last + c,
                        -channels,
                        Bound.NONE);
            }
        }
    }
}
