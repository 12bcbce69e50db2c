package dev.kiln.runtime.internal.panel;

import static dev.kiln.runtime.internal.panel.LoadedTiles.LANES;
import static dev.kiln.runtime.internal.panel.Panels.WIDTH;
import static dev.kiln.runtime.internal.panel.Tiles.ROWS;

/** Products in tiles of vectors, with sources that are packed tile by tile. */
final class PackedProduct {

    /** Filters from which on packing costs less than it gains. */
    static final int FILTERS = 96;

    /** Whether any sources are packed: with 32 registers reading them where they are is as fast. */
    static final boolean LIKELY = LANES <= 8;

    /** Pixels that are packed at a time: as many as stay in the second-level cache. */
    private static final int PIXELS = 96;

    private static final int PIECE = 512;

    /** Floats of the packed sources. */
    static final int SIZE = PIXELS * PIECE;

    private PackedProduct() {}

    /** Whether it is expected to be faster than reading the source where it is. */
    static boolean pays(Product p) {
        return LIKELY && p.filters >= FILTERS && p.isEven();
    }

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
        int first = p.firstFilter / WIDTH;
        int end = Panels.count(p.filters);
        int blocks = (pixels + PIXELS - 1) / PIXELS;
        int block = ((pixels + blocks - 1) / blocks + ROWS - 1) / ROWS * ROWS;
        int pieces = (p.run + PIECE - 1) / PIECE;
        int piece = (p.run + pieces - 1) / pieces;
        for (int pixel = 0; pixel < pixels; pixel += block) {
            int last = Math.min(pixels, pixel + block);
            int depth = 0;
            for (int run = 0; run < p.runs(); run++) {
                for (int k = 0; k < p.run; k += piece) {
                    int n = Math.min(piece, p.run - k);
                    pack(
                            p,
                            source,
                            from + p.run(run) + k,
                            n,
                            pixel,
                            last,
                            scratch,
                            edge + Edge.SIZE);
                    boolean isFirst = run == 0 && k == 0;
                    boolean isLast = run == p.runs() - 1 && k + n == p.run;
                    float low = isLast ? least : Bound.NONE;
                    for (int panel = first; panel < end; panel++) {
                        int filter = panel * WIDTH;
                        int filters = Math.min(WIDTH, p.filters - filter);
                        int at = weight + (panel * p.depth() + depth) * WIDTH;
                        for (int column = 0; column < filters; column += 2 * LANES) {
                            int width = Math.min(2 * LANES, filters - column);
                            tiles(
                                    p,
                                    n,
                                    panels,
                                    at + column,
                                    width,
                                    isFirst,
                                    bias,
                                    filter + column,
                                    target,
                                    to,
                                    pixel,
                                    last,
                                    low,
                                    scratch,
                                    edge);
                        }
                    }
                    depth += n;
                }
            }
        }
    }

    private static void pack(
            Product p, float[] a, int start, int n, int begin, int end, float[] packed, int first) {
        int to = first;
        for (int pixel = begin; pixel < end; pixel += ROWS) {
            int last = end - 1;
            pack(
                    a,
                    start + p.source(pixel),
                    start + p.source(Math.min(last, pixel + 1)),
                    start + p.source(Math.min(last, pixel + 2)),
                    start + p.source(Math.min(last, pixel + 3)),
                    start + p.source(Math.min(last, pixel + 4)),
                    start + p.source(Math.min(last, pixel + 5)),
                    n,
                    packed,
                    to);
            to += n * ROWS;
        }
    }

    private static void pack(
            float[] a, int a0, int a1, int a2, int a3, int a4, int a5, int n, float[] b, int to) {
        int at = to;
        for (int k = 0; k < n; k++) {
            b[at] = a[a0 + k];
            b[at + 1] = a[a1 + k];
            b[at + 2] = a[a2 + k];
            b[at + 3] = a[a3 + k];
            b[at + 4] = a[a4 + k];
            b[at + 5] = a[a5 + k];
            at += ROWS;
        }
    }

    private static void tiles(
            Product p,
            int n,
            float[] panels,
            int at,
            int width,
            boolean isFirst,
            float[] bias,
            int filter,
            float[] target,
            int to,
            int begin,
            int end,
            float low,
            float[] scratch,
            int edge) {
        int step = p.targetColumn;
        float[] s = isFirst ? bias == null ? Panels.ZEROS : bias : target;
        int sumStep = isFirst ? 0 : step;
        int a = edge + Edge.SIZE;
        for (int pixel = begin; pixel < end; pixel += ROWS) {
            int rows = Math.min(ROWS, end - pixel);
            int c = to + p.target(pixel) + filter;
            int sum = isFirst ? bias == null ? 0 : filter : c;
            int last = a + n * ROWS;
            OuterTile.add(
                    rows, width, scratch, a, last, ROWS, panels, at, s, sum, sumStep, target, c,
                    step, low, edge);
            a = last;
        }
    }
}
