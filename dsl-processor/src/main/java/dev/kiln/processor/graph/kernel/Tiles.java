package dev.kiln.processor.graph.kernel;

import dev.kiln.processor.graph.Padding;
import dev.kiln.processor.graph.Pair;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.Window;

/**
 * How the result of a 3x3 convolution falls into tiles of 2x2 pixels, each of which is computed
 * from a patch of 4x4 pixels of the source (Winograd's minimal filtering F(2x2, 3x3); Lavin and
 * Gray 2016). With patch d, weights g and a tile y:
 *
 * <pre>
 * U = B' d B     rows: d0 - d2, d1 + d2, d2 - d1, d1 - d3; then the same with the columns
 * W = G g G'     rows: g0, (g0 + g2 + g1) / 2, (g0 + g2 - g1) / 2, g2; then the columns
 * M = U * W      at each of the 16 positions, a chain of fused multiply-adds over the channels
 * y = A' M A     columns: m0 + m1 + m2, m1 - m2 - m3; then the rows
 * </pre>
 *
 * That takes 16 products where the definition has 36. The gradient by the weights goes the way
 * back: with the gradient e of a tile, {@code A e A'} takes the place of W, a chain over samples
 * and tiles that of the channels, and {@code G' M G} is the gradient.
 *
 * @param source the image that patches are taken from
 * @param top rows of the first patch above it
 * @param left columns of the first patch to the left of it
 * @param resultRows rows of the result; the last row of tiles may reach over them
 * @param resultColumns columns of the result
 */
public record Tiles(Shape source, int top, int left, int resultRows, int resultColumns) {

    /** Numbers of a patch, and positions at which products are summed. */
    public static final int POSITIONS = 16;

    private static final Pair THREE = new Pair(3, 3);
    private static final int KERNEL = 3;
    private static final int SIDE = 2;

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
    public static Tiles ofOutput(Window w) {
        Padding p = w.padding();
        return new Tiles(w.input(), p.top(), p.left(), w.outputRows(), w.outputColumns());
    }

    /** Of the gradient by its input, from the gradient by its output with so many channels. */
    public static Tiles ofInputGradient(Window w, int filters) {
        Padding p = w.padding();
        return new Tiles(
                w.output(filters),
                KERNEL - 1 - p.top(),
                KERNEL - 1 - p.left(),
                w.input().height(),
                w.input().width());
    }

    /**
     * The distance of positions that hold so many floats each: an odd number of cache lines, or all
     * 16 would fall on the same lines of the cache.
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
                SIDE * rows() + SIDE - top - source.height(),
                left,
                SIDE * columns() + SIDE - left - source.width());
    }

    /** The source with them. */
    public Shape bordered() {
        return border().around(source);
    }
}
