package dev.kiln.processor.emit.kernel.winograd;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeights;

/** Pieces of code that kernels in Winograd's tiles have in common. */
public final class WinogradCode {

    public static final ClassName WINOGRAD =
            ClassName.get("dev.kiln.runtime.internal.kernel", "WinogradRowTransforms");
    public static final int POSITIONS = WinogradTiling.POSITIONS;
    public static final int SIDE = WinogradTiling.SIDE;
    public static final int PATCH = WinogradTiling.PATCH;

    /** WinogradTiling at a time, at most: as many serve a weight, or a sum, that is loaded. */
    private static final int TILES = 64;

    /** Numbers of a position that stay in the second-level cache with those of all others. */
    private static final int NUMBERS = 2048;

    private WinogradCode() {}

    /** The row of the pixel (y, x) of a band, behind {@code first}: that of its place in a tile. */
    public static CodeBlock pixel(int first) {
        return CodeBlock.of("rows[y % $1L * $2L + x % $1L + $3L]", SIDE, PATCH, first);
    }

    /** Where its lanes begin there. */
    public static Index lanes(WinogradTiling tiles, int lanes) {
        return Index.of("y / " + SIDE, tiles.columns() * lanes).plus("x / " + SIDE, lanes);
    }

    /** Rows of tiles at a time: they divide all rows. */
    public static int band(WinogradTiling tiles, int channels) {
        int most = Math.min(TILES, NUMBERS / channels) / tiles.columns();
        int band = Math.max(1, Math.min(most, tiles.rows()));
        while (tiles.rows() % band != 0) {
            band--;
        }
        return band;
    }

    /**
     * Copies the patches of a band of tiles into rows, each tile's channels one after the other,
     * and transforms them.
     */
    public static CodeBlock patches(Bordered source, WinogradTiling tiles, String row, int band) {
        Image image = source.image();
        int channels = image.shape().channels();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "A row for each of $L positions in a patch has all tiles; the rows are"
                                + " transformed.",
                        POSITIONS));
        code.beginControlFlow("for (int position = 0; position < $L; position++)", POSITIONS);
        code.addStatement("float[] patch = rows[position]");
        code.addStatement(
                "int from = $L",
                Index.of(image.base(), 1)
                        .plus(row, SIDE * image.rowPitch())
                        .plus("position / " + PATCH, image.rowPitch())
                        .plus("position % " + PATCH, channels));
        code.add(
                Blocks.over(
                        "tileRow",
                        band,
                        1,
                        (tileRow, one) ->
                                CodeBlock.builder()
                                        .beginControlFlow(
                                                "for (int column = 0; column < $L; column++)",
                                                tiles.columns())
                                        .addStatement(
                                                "System.arraycopy($L, $L, patch, $L, $L)",
                                                image.array(),
                                                Index.of("from", 1)
                                                        .plus(tileRow, SIDE * image.rowPitch())
                                                        .plus("column", SIDE * channels),
                                                Index.of(tileRow, tiles.columns() * channels)
                                                        .plus("column", channels),
                                                channels)
                                        .endControlFlow()
                                        .build()));
        code.endControlFlow();
        code.addStatement("$T.patches(rows, 0, $L)", WINOGRAD, band * tiles.columns() * channels);
        return code.build();
    }

    /** How many rows of results a band has: a number, but where the last tiles reach over them. */
    public static String resultRows(WinogradTiling tiles, String row, int band) {
        int rows = SIDE * band;
        return tiles.resultRows() % SIDE == 0
                ? Integer.toString(rows)
                : "Math.min(" + rows + ", " + Index.of(row, -SIDE).plus(tiles.resultRows()) + ")";
    }

    /** The call that transforms weights. */
    static CodeBlock weights(WinogradWeights k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.weights(weight, $L, $L, $L, transformed, $L)",
                        WINOGRAD,
                        k.channels(),
                        k.results(),
                        k.turned(),
                        k.pitch())
                .build();
    }
}
