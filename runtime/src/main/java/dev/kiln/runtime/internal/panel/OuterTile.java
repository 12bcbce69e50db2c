package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedTiles.LANES;
import static dev.kiln.runtime.internal.panel.LoadedTiles.TILES;
import static dev.kiln.runtime.internal.panel.Panels.WIDTH;
import static dev.kiln.runtime.internal.panel.Tiles.ROWS;

/** A tile of {@link Tiles#outer6x2}, which may lack rows or columns. */
final class OuterTile {

    private static final int THREE = 3;

    private OuterTile() {}

    /**
     * Sums as {@link Tiles#outer6x2} makes them.
     *
     * @param rows of sums that there are
     * @param width columns of sums that there are, up to two vectors
     * @param edge index of working memory for a tile that is not whole, in {@code a}
     */
    static void add(
            int rows,
            int width,
            float[] a,
            int ai,
            int end,
            int aStep,
            float[] b,
            int at,
            float[] s,
            int first,
            int firstStep,
            float[] c,
            int to,
            int step,
            float least,
            int edge) {
        if (rows == ROWS && width == 2 * LANES) {
            TILES.outer6x2(
                    a, ai, end, aStep, b, at, THREE, s, first, firstStep, c, to, step, least);
        } else if (rows == ROWS && width == LANES) {
            TILES.outer6x1(
                    a, ai, end, aStep, b, at, THREE, s, first, firstStep, c, to, step, least);
        } else {
            Edge.take(s, first, firstStep, a, edge, rows, width);
            if (width <= LANES) {
                TILES.outer6x1(
                        a, ai, end, aStep, b, at, THREE, a, edge, WIDTH, a, edge, WIDTH, least);
            } else {
                TILES.outer6x2(
                        a, ai, end, aStep, b, at, THREE, a, edge, WIDTH, a, edge, WIDTH, least);
            }
            Edge.give(a, edge, c, to, step, rows, width);
        }
    }
}
