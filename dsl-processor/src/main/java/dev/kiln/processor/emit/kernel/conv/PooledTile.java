package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.graph.shape.Pair;
import dev.kiln.processor.graph.shape.Shape;
import java.util.Optional;

/**
 * A convolution whose tiles hold all pixels of some windows of the maximum pool behind it, so that
 * only maxima are stored.
 *
 * @param loops the convolution
 * @param pool the windows, side by side
 * @param output the result of the pool
 * @param windows of a tile, a divisor of those of a row
 * @param vectors of channels
 */
public record PooledTile(VectorSliding loops, Pair pool, Shape output, int windows, int vectors) {

    private static final int MOST_VECTORS = 4;

    /** Cycles in which a vector of the map is stored and loaded again, where tiles don't pool. */
    private static final double THROUGH_CACHE = 3;

    /** The cheapest by the model of {@link RegisterBlocking}; none where larger tiles cost less. */
    static Optional<PooledTile> of(VectorSliding loops, Pair pool, Shape output) {
        int width = output.width();
        PooledTile best = null;
        double least = mapFirst(loops, pool);
        for (int vectors = 1;
                vectors <= MOST_VECTORS && vectors * Lanes.MOST <= loops.lanes();
                vectors++) {
            for (int windows = width; windows >= 1; windows--) {
                PooledTile tile = new PooledTile(loops, pool, output, windows, vectors);
                if (width % windows == 0 && tile.fits() && tile.cycles() < least * 0.999) {
                    best = tile;
                    least = tile.cycles();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Cycles for a row of windows if the map is stored first. */
    private static double mapFirst(VectorSliding loops, Pair pool) {
        int count = loops.columns().count();
        int blocks = Lanes.padded(loops.lanes(), 1) / Lanes.MOST;
        double sums =
                steps(loops)
                        * loops.choice()
                                .cycles(
                                        count,
                                        loops.lanes(),
                                        loops.columns().taps(),
                                        loops.columns().sourceStep());
        return pool.rows() * (sums + THROUGH_CACHE * count * blocks);
    }

    /** Rounds of the loop of a tile. */
    private static int steps(VectorSliding loops) {
        return loops.rows().taps() * loops.reduce();
    }

    private int positions() {
        return windows * pool.columns();
    }

    private int sums() {
        return pool.rows() * positions() * vectors;
    }

    private int products() {
        return sums() * loops.columns().taps();
    }

    private int loads() {
        int taps = loops.columns().taps();
        int row = (positions() - 1) * loops.columns().sourceStep() + taps;
        return pool.rows() * row + taps * vectors;
    }

    private boolean fits() {
        int operations = products() + loads() + 2 * sums() + windows * vectors;
        return sums() + loops.columns().taps() * vectors + 2 <= RegisterBlocking.REGISTERS
                && operations <= RegisterBlocking.MOST_OPERATIONS;
    }

    /** For a row of windows and all channels. */
    private double cycles() {
        int blocks = Lanes.padded(loops.lanes(), vectors) / (Lanes.MOST * vectors);
        double busy = Math.max(products(), loads()) / 2.0;
        double turn = Math.max(busy, RegisterBlocking.LATENCY * loops.columns().taps()) + 1;
        return (double) blocks * output.width() / windows * steps(loops) * turn;
    }

    /** The statements for one sample. */
    CodeBlock code() {
        Image source = loops.source();
        int pixel = source.shape().channels();
        Index from =
                Index.of(source.base(), 1)
                        .plus("row", pool.rows() * loops.rows().sourceStep() * source.rowPitch())
                        .plus("column", pool.columns() * loops.columns().sourceStep() * pixel)
                        .plus(
                                loops.rows().source() * source.rowPitch()
                                        + loops.columns().source() * pixel);
        Index to =
                Index.of("sample", output.size())
                        .plus("row", output.width() * output.channels())
                        .plus("column", output.channels())
                        .plus("lane", 1);
        CodeBlock tiles =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int column = 0; column < $L; column += $L)",
                                output.width(),
                                windows)
                        .addStatement(
                                "$L($L, $L,$Wweight, lane$L,$Woutput, $L)",
                                name(),
                                source.array(),
                                from,
                                loops.bias() ? ", bias, lane" : "",
                                to)
                        .endControlFlow()
                        .build();
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "Tiles of $L and $L of channels; only maxima are stored.",
                                Comment.some(windows, "window"),
                                Comment.some(vectors, "vector")))
                .beginControlFlow("for (int row = 0; row < $L; row++)", output.height())
                .add(Lanes.blocks("lane", loops.lanes(), vectors, tiles))
                .endControlFlow()
                .build();
    }

    private String name() {
        return loops.name() + "Tile" + windows;
    }

    /** The method that {@link #code} calls. */
    MethodSpec method() {
        return loops.tile(pool).method(name(), pool.rows(), positions(), vectors, 0);
    }
}
