package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedTiles.LANES;
import static dev.kiln.runtime.internal.panel.Panels.WIDTH;
import static dev.kiln.runtime.internal.panel.Tiles.ROWS;

import java.util.Arrays;

/** Gradients of weights in tiles of vectors: six floats of a run times two vectors of filters. */
final class VectorWeightGradient {

    private static final int EDGE = WeightGradients.PIXELS * WeightGradients.PIECE + ROWS;
    private static final int PANEL = EDGE + Edge.SIZE;

    private VectorWeightGradient() {}

    /** {@code n} floats of a run of pixels {@code begin} to {@code end} are in the scratch. */
    static void add(
            int n,
            int begin,
            int end,
            float[] outputGradient,
            int filters,
            float[] gradient,
            int to,
            float[] scratch) {
        for (int filter = 0; filter < filters; filter += WIDTH) {
            int width = Math.min(WIDTH, filters - filter);
            pack(outputGradient, filters, filter, width, begin, end, scratch);
            int stop = (end - begin) * n;
            for (int column = 0; column < width; column += 2 * LANES) {
                int lanes = Math.min(2 * LANES, width - column);
                int at = PANEL + column;
                for (int k = 0; k < n; k += ROWS) {
                    int rows = Math.min(ROWS, n - k);
                    int c = to + k * filters + filter + column;
                    OuterTile.add(
                            rows,
                            lanes,
                            scratch,
                            k,
                            stop,
                            n,
                            scratch,
                            at,
                            gradient,
                            c,
                            filters,
                            gradient,
                            c,
                            filters,
                            Bound.NONE,
                            EDGE);
                }
            }
        }
    }

    /** One panel of the gradient by the output: its pixels may be kilobytes apart. */
    private static void pack(
            float[] outputGradient,
            int filters,
            int filter,
            int width,
            int begin,
            int end,
            float[] scratch) {
        int to = PANEL;
        for (int pixel = begin; pixel < end; pixel++) {
            System.arraycopy(outputGradient, pixel * filters + filter, scratch, to, width);
            if (width < WIDTH) {
                Arrays.fill(scratch, to + width, to + WIDTH, 0f);
            }
            to += WIDTH;
        }
    }
}
