package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedTiles.LANES;
import static dev.kiln.runtime.internal.panel.LoadedTiles.TILES;
import static dev.kiln.runtime.internal.panel.Panels.WIDTH;
import static dev.kiln.runtime.internal.panel.Tiles.ROWS;

/** Products in tiles of vectors: six pixels times two vectors of filters. */
final class VectorProduct {

    /** Pixels of the smaller tile. */
    private static final int FEW = 2;

    private static final int ONE = 1;

    private VectorProduct() {}

    static void multiply(
            Product p,
            float[] source,
            int from,
            float[] panels,
            int weight,
            float[] bias,
            float[] target,
            int to,
            int pixels,
            float least,
            float[] scratch,
            int edge) {
        int block = p.block(pixels);
        int first = p.firstFilter / WIDTH;
        int last = Panels.count(p.filters);
        for (int pixel = 0; pixel < pixels; pixel += block) {
            int end = Math.min(pixels, pixel + block);
            for (int panel = first; panel < last; panel++) {
                panel(
                        p, source, from, panels, weight, bias, target, to, pixel, end, panel, least,
                        scratch, edge);
            }
        }
    }

    private static void panel(
            Product p,
            float[] source,
            int from,
            float[] panels,
            int weight,
            float[] bias,
            float[] target,
            int to,
            int begin,
            int end,
            int panel,
            float least,
            float[] scratch,
            int edge) {
        int filter = panel * WIDTH;
        int filters = Math.min(WIDTH, p.filters - filter);
        int row = panel * p.depth();
        int piece = p.piece();
        for (int run = 0; run < p.runs(); run++) {
            for (int k = 0; k < p.run; k += piece) {
                int depth = Math.min(piece, p.run - k);
                boolean isFirst = run == 0 && k == 0;
                boolean isLast = run == p.runs() - 1 && k + depth == p.run;
                float low = isLast ? least : Bound.NONE;
                int start = from + p.run(run) + k;
                for (int column = 0; column < filters; column += 2 * LANES) {
                    int width = Math.min(2 * LANES, filters - column);
                    int at = weight + row * WIDTH + column;
                    int goal = to + filter + column;
                    if (isFirst) {
                        float[] first = bias == null ? Panels.ZEROS : bias;
                        int firstAt = bias == null ? 0 : filter + column;
                        pixels(
                                p, depth, source, start, begin, end, panels, at, width, first,
                                firstAt, false, target, goal, low, scratch, edge);
                    } else {
                        pixels(
                                p, depth, source, start, begin, end, panels, at, width, target,
                                goal, true, target, goal, low, scratch, edge);
                    }
                }
                row += depth;
            }
        }
    }

    private static void pixels(
            Product p,
            int depth,
            float[] a,
            int start,
            int begin,
            int end,
            float[] b,
            int at,
            int width,
            float[] s,
            int first,
            boolean goesOn,
            float[] c,
            int to,
            float low,
            float[] scratch,
            int edge) {
        boolean whole = width == 2 * LANES;
        boolean half = width == LANES;
        int step = p.targetColumn;
        int sumStep = goesOn ? step : 0;
        int x = begin % p.columns;
        int row = begin / p.columns;
        int pixel = begin;
        while (pixel < end) {
            int left = p.isEven() ? end - pixel : Math.min(end - pixel, p.columns - x);
            int rows = Math.min(ROWS, left);
            int target = to + row * p.targetRow + x * step;
            int sum = goesOn ? target : first;
            int a0 = start + row * p.sourceRow + x * p.sourceColumn;
            int a1;
            int a2;
            int a3;
            int a4;
            int a5;
            if (rows == ROWS && x + ROWS <= p.columns) {
                a1 = a0 + p.sourceColumn;
                a2 = a1 + p.sourceColumn;
                a3 = a2 + p.sourceColumn;
                a4 = a3 + p.sourceColumn;
                a5 = a4 + p.sourceColumn;
            } else {
                int last = pixel + rows - 1;
                a1 = start + p.source(Math.min(last, pixel + 1));
                a2 = start + p.source(Math.min(last, pixel + 2));
                a3 = start + p.source(Math.min(last, pixel + 3));
                a4 = start + p.source(Math.min(last, pixel + 4));
                a5 = start + p.source(Math.min(last, pixel + 5));
            }
            if (rows == FEW && whole) {
                TILES.forward2x2(
                        depth, ONE, a, a0, a1, b, at, s, sum, sumStep, c, target, step, low);
            } else if (rows == ROWS && whole) {
                TILES.forward6x2(
                        depth, ONE, a, a0, a1, a2, a3, a4, a5, b, at, s, sum, sumStep, c, target,
                        step, low);
            } else if (rows == ROWS && half) {
                TILES.forward6x1(
                        depth, ONE, a, a0, a1, a2, a3, a4, a5, b, at, s, sum, sumStep, c, target,
                        step, low);
            } else {
                Edge.take(s, sum, sumStep, scratch, edge, rows, width);
                if (width <= LANES) {
                    TILES.forward6x1(
                            depth, ONE, a, a0, a1, a2, a3, a4, a5, b, at, scratch, edge, WIDTH,
                            scratch, edge, WIDTH, low);
                } else {
                    TILES.forward6x2(
                            depth, ONE, a, a0, a1, a2, a3, a4, a5, b, at, scratch, edge, WIDTH,
                            scratch, edge, WIDTH, low);
                }
                Edge.give(scratch, edge, c, target, step, rows, width);
            }
            pixel += rows;
            x += rows;
            while (x >= p.columns) {
                x -= p.columns;
                row++;
            }
        }
    }
}
