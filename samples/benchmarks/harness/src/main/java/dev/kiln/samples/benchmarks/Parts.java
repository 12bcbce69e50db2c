package dev.kiln.samples.benchmarks;

import java.util.List;

/**
 * Makes the parts of networks in the terms of one library. Images are [channels, rows, columns].
 *
 * @param <P> a part
 */
public interface Parts<P> {

    /** Convolution with square kernels, the same stride and padding along both axes. */
    P convolution(int filters, int kernel, int stride, int padding, boolean bias);

    /** Convolution of each of so many channels by a square kernel of its own, without bias. */
    P depthwise(int channels, int kernel, int stride, int padding);

    /** Normalization of each channel, with scale and shift; epsilon is 1e-5. */
    P batchNorm();

    /** {@code max(x, 0)}. */
    P relu();

    /** Maximum pooling over squares. */
    P maxPool(int size, int stride, int padding);

    /** Maximum pooling over squares, the last of which may reach over the lower and right edge. */
    P coveringMaxPool(int size, int stride);

    /** Means over squares that do not overlap. */
    P averagePool(int size);

    /** Mean of each channel; the result is a vector. */
    P globalAverage();

    /** Numbers in channel, row, column order as a vector. */
    P flatten();

    /** Dense layer with bias. */
    P dense(int units);

    /** Zeroes numbers with this probability, in training only. */
    P dropout(double rate);

    /** One part after the other; none at all is the identity. */
    P chain(List<P> parts);

    /** Sum of what the two make of the same input. */
    P sum(P shortcut, P path);

    /** What the branches make of the same input, side by side along the channels. */
    P join(List<P> branches);
}
