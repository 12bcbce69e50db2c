package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.shape.Padding;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.graph.shape.Window;

/**
 * How the result of a 3x3 convolution falls into tiles of 4x4 pixels, each of which is computed
 * from a patch of 6x6 pixels of the source: Winograd's minimal filtering F(4x4, 3x3) (Lavin and
 * Gray 2016), with the points 0, a, -a, b, -b and infinity, where a = 3/4 and b = 3/2. These make
 * the rounding errors about three times those of the definition, and less than half those of the
 * points 1 and 2; their powers are exact. A patch d, weights g and a tile y:
 *
 * <pre>
 * U = B' d B    each column of the patch, and then each row of what comes out:
 *     u0      = a2 b2 d0 + (d4 - (a2 + b2) d2)
 *     u1, u2  = (d4 - b2 d2) +- a (d3 - b2 d1)
 *     u3, u4  = (d4 - a2 d2) +- b (d3 - a2 d1)
 *     u5      = a2 b2 d1 + (d5 - (a2 + b2) d3)
 * W = G g G'    columns, then rows:
 *     w0      = f g0                         f = 1 / (a2 b2)
 *     w1, w2  = s ((g0 + a2 g2) +- a g1)     s = 1 / (2 a2 (a2 - b2))
 *     w3, w4  = t ((g0 + b2 g2) +- b g1)     t = 1 / (2 b2 (b2 - a2))
 *     w5      = g2
 * M = U * W     at each of the 36 positions, a chain over the channels
 * y = A' M A    rows, then columns; with p = m1 + m2, q = m1 - m2, r = m3 + m4, v = m3 - m4:
 *     y0      = (m0 + p) + r
 *     y1      = b v + a q
 *     y2      = b2 r + a2 p
 *     y3      = a3 q + (b3 v + m5)
 * </pre>
 *
 * That takes 36 products where the definition has 144. A product and what is added to it are fused;
 * of two products that are added, the second is rounded. The gradient by the weights goes the way
 * back: with the gradient e of a tile, {@code A e A'} takes the place of W, a chain over samples
 * and tiles that of the channels, and {@code G' M G} is the gradient.
 *
 * <pre>
 * A e A'        columns, then rows:
 *     h0      = e0
 *     h1, h2  = (e0 + a2 e2) +- a (e1 + a2 e3)
 *     h3, h4  = (e0 + b2 e2) +- b (e1 + b2 e3)
 *     h5      = e3
 * G' M G        columns, then rows; with p = s (m1 + m2), q = s (m1 - m2), r = t (m3 + m4),
 *               v = t (m3 - m4):
 *     n0      = f m0 + (p + r)
 *     n1      = b v + a q
 *     n2      = b2 r + (a2 p + m5)
 * </pre>
 *
 * @param source the image that patches are taken from
 * @param top rows of the first patch above it
 * @param left columns of the first patch to the left of it
 * @param resultRows rows of the result; the last row of tiles may reach over them
 * @param resultColumns columns of the result
 */
public record WinogradTiling(Shape source, int top, int left, int resultRows, int resultColumns) {

    /** Rows, and columns, of a tile. */
    public static final int SIDE = 4;

    /** Rows, and columns, of a patch. */
    public static final int PATCH = 6;

    /** Numbers of a patch, and positions at which products are summed. */
    public static final int POSITIONS = PATCH * PATCH;

    private static final Pair THREE = new Pair(3, 3);
    private static final int KERNEL = 3;

    /** Floats of a cache line. */
    private static final int LINE = 16;

    /** Whether a convolution can be computed so. */
    public static boolean serve(Window w, int groups) {
        Padding p = w.padding();
        return groups == 1
                && w.kernel().equals(THREE)
                && w.stride().equals(Pair.ONE)
                && w.dilation().equals(Pair.ONE)
                && Math.max(p.top(), p.bottom()) < KERNEL
                && Math.max(p.left(), p.right()) < KERNEL;
    }

    /** Of the output of a convolution. */
    public static WinogradTiling ofOutput(Window w) {
        Padding p = w.padding();
        return new WinogradTiling(w.input(), p.top(), p.left(), w.outputRows(), w.outputColumns());
    }

    /** Of the gradient by its input, from the gradient by its output with so many channels. */
    public static WinogradTiling ofInputGradient(Window w, int filters) {
        Padding p = w.padding();
        return new WinogradTiling(
                w.output(filters),
                KERNEL - 1 - p.top(),
                KERNEL - 1 - p.left(),
                w.input().height(),
                w.input().width());
    }

    /**
     * The distance of positions that hold so many floats each: an odd number of cache lines, or all
     * 36 would fall on the same lines of the cache.
     */
    public static int apart(int floats) {
        return ((floats + LINE - 1) / LINE | 1) * LINE;
    }

    public int rows() {
        return (resultRows + SIDE - 1) / SIDE;
    }

    public int columns() {
        return (resultColumns + SIDE - 1) / SIDE;
    }

    public int count() {
        return rows() * columns();
    }

    /** The zeros around the source that patches see. */
    public Border border() {
        return new Border(
                top,
                SIDE * (rows() - 1) + PATCH - top - source.height(),
                left,
                SIDE * (columns() - 1) + PATCH - left - source.width());
    }

    /** The source with them. */
    public Shape bordered() {
        return border().around(source);
    }
}
