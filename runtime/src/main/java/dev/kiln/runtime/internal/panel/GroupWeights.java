package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.DepthwiseGeometry.SIDE;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.LANES;
import static dev.kiln.runtime.internal.panel.LoadedSweeps.SWEEPS;
import static dev.kiln.runtime.internal.panel.PaddedRows.GROUP;

import java.util.Arrays;

/** The biases of a group of channels, and behind them their weights for each of nine taps. */
final class GroupWeights {

    static final int SIZE = (1 + SIDE * SIDE) * GROUP;

    private static final int ONE = 1;

    private GroupWeights() {}

    /**
     * Takes those of a group.
     *
     * @param bias null for zeros
     * @param channel the first one of the group
     */
    static void take(
            float[] weight, float[] bias, int channel, int channels, float[] scratch, int to) {
        if (bias == null) {
            Arrays.fill(scratch, to, to + GROUP, 0f);
        } else {
            System.arraycopy(bias, channel, scratch, to, GROUP);
        }
        int at = to + GROUP;
        for (int c = 0; c < GROUP; c += LANES) {
            SWEEPS.take(SIDE * SIDE, ONE, weight, channel + c, channels, scratch, at + c, GROUP);
        }
    }
}
