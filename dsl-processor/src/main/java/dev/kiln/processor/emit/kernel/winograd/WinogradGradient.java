package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.POSITIONS;
import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.SIDE;
import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.WINOGRAD;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Tile;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import java.util.Arrays;

/**
 * The gradient by the weights of a 3x3 convolution in Winograd's tiles, of which a band goes
 * through at a time: the rows 0 to 35 hold patches of the input, the next 36 the transformed
 * gradients by the output. The sums lie in {@code scratch}, behind the bordered image, and blocks
 * of them are held in local variables while the tiles go by.
 */
public record WinogradGradient(WinogradTiling tiles, Bordered source, int filters) {

    /** Channels from which on rows of sums are faster than blocks of them. */
    private static final int SHORTEST = 16;

    public static WinogradGradient of(WinogradWeightGradient k) {
        WinogradTiling tiles = k.tiles();
        return new WinogradGradient(
                tiles,
                Bordered.of("input", tiles.source(), tiles.border()),
                k.convolution().filters());
    }

    private int channels() {
        return tiles.source().channels();
    }

    private int band() {
        int channels = Math.max(channels(), filters);
        return WinogradCode.band(tiles, byRows() ? 4 * channels : channels);
    }

    /** Whether there is a row of sums over the channels for each filter, at each position. */
    private boolean byRows() {
        return channels() >= SHORTEST;
    }

    public AccumulatorSize accumulators() {
        int length = band() * tiles.columns() * Math.max(channels(), filters);
        return byRows()
                ? new AccumulatorSize(2 * POSITIONS + POSITIONS * filters, length)
                : new AccumulatorSize(2 * POSITIONS - AxpyCode.TAPS, length);
    }

    private int sums() {
        return source.border().isNone() ? 0 : tiles.bordered().size();
    }

    public int scratch() {
        return sums() + POSITIONS * channels() * filters;
    }

    public CodeBlock code() {
        return CodeBlock.builder()
                .add(source.sizes().comment())
                .add(source.clear())
                .add(Comment.of("Sums of each position begin with 0."))
                .addStatement(
                        byRows()
                                ? CodeBlock.of(
                                        "$T.clearSums($L, $L, rows)",
                                        WinogradSliding.ROW_CONVOLUTION,
                                        channels(),
                                        filters)
                                : CodeBlock.of(
                                        "$T.fill(scratch, $L, $L, 0f)",
                                        Arrays.class,
                                        sums(),
                                        scratch()))
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(source.copy())
                .add(Blocks.over("row", tiles.rows(), band(), (row, band) -> band(row)))
                .endControlFlow()
                .add(
                        byRows()
                                ? CodeBlock.of(
                                        "$T.takeSums($L, $L, rows, scratch, $L);\n",
                                        WinogradSliding.ROW_CONVOLUTION,
                                        channels(),
                                        filters,
                                        sums())
                                : CodeBlock.of(""))
                .add(Comment.of("The sums of all positions become gradients of weights."))
                .addStatement(
                        "$T.addWeightGradient(scratch, $L, $L, rows, weightGradient)",
                        WINOGRAD,
                        sums(),
                        channels() * filters)
                .build();
    }

    private CodeBlock band(String row) {
        return CodeBlock.builder()
                .add(WinogradCode.patches(source, tiles, row, band()))
                .add(slopes(row))
                .addStatement(
                        "$T.resultGradients(rows, $L, $L)",
                        WINOGRAD,
                        POSITIONS,
                        band() * tiles.columns() * filters)
                .add(products())
                .build();
    }

    /** Copies the gradients by the output, with zeros where tiles reach over it. */
    private CodeBlock slopes(String row) {
        int pitch = tiles.resultColumns() * filters;
        boolean whole = tiles.resultRows() % SIDE == 0 && tiles.resultColumns() % SIDE == 0;
        Index from =
                Index.of("sample", tiles.resultRows() * pitch)
                        .plus(row, SIDE * pitch)
                        .plus("y", pitch)
                        .plus("x", filters);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "The gradients of the output, too, a row for each place in a tile$L.",
                        whole ? "" : "; zeros where tiles reach over it"));
        code.beginControlFlow("for (int y = 0; y < $L; y++)", SIDE * band())
                .beginControlFlow("for (int x = 0; x < $L; x++)", SIDE * tiles.columns())
                .addStatement("float[] slope = $L", WinogradCode.pixel(POSITIONS))
                .addStatement("int to = $L", WinogradCode.lanes(tiles, filters));
        if (!whole) {
            code.beginControlFlow(
                    "if ($L < $L && x < $L)",
                    Index.of(row, SIDE).plus("y", 1),
                    tiles.resultRows(),
                    tiles.resultColumns());
        }
        code.addStatement("System.arraycopy(outputGradient, $L, slope, to, $L)", from, filters);
        if (!whole) {
            code.nextControlFlow("else")
                    .addStatement("$T.fill(slope, to, to + $L, 0f)", Arrays.class, filters)
                    .endControlFlow();
        }
        return code.endControlFlow().endControlFlow().build();
    }

    private CodeBlock products() {
        if (byRows()) {
            return CodeBlock.builder()
                    .add(Comment.of("Patches times gradients, added to the sums of each position."))
                    .addStatement(
                            "$T.addTiles($L, $L, $L, rows)",
                            WinogradSliding.ROW_CONVOLUTION,
                            band() * tiles.columns(),
                            channels(),
                            filters)
                    .build();
        }
        int filterTile = Tile.columnsOf(filters);
        int channelTile = Tile.rowsOf(channels(), filterTile);
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "At each position, patches times gradients: sums of $L and $L at a time.",
                                Comment.some(channelTile, "channel"),
                                Comment.some(filterTile, "filter")))
                .beginControlFlow("for (int position = 0; position < $L; position++)", POSITIONS)
                .addStatement("float[] patch = rows[position]")
                .addStatement("float[] slope = rows[position + $L]", POSITIONS)
                .addStatement(
                        "int sums = $L", Index.of("position", channels() * filters).plus(sums()))
                .add(
                        Blocks.over(
                                "channel",
                                channels(),
                                channelTile,
                                (channel, m) ->
                                        Blocks.over(
                                                "filter",
                                                filters,
                                                filterTile,
                                                (filter, n) ->
                                                        sums(channel, filter, new Tile(m, n)))))
                .endControlFlow()
                .build();
    }

    private CodeBlock sums(String channel, String filter, Tile block) {
        Tile.Cell sum = (r, c) -> "scratch[" + Index.of("at", 1).plus(r * filters + c) + "]";
        return CodeBlock.builder()
                .addStatement(
                        "int at = $L", Index.of("sums", 1).plus(channel, filters).plus(filter, 1))
                .add(block.declare(sum))
                .beginControlFlow("for (int tile = 0; tile < $L; tile++)", band() * tiles.columns())
                .addStatement("int pixel = $L", Index.of("tile", channels()).plus(channel, 1))
                .addStatement("int lane = $L", Index.of("tile", filters).plus(filter, 1))
                .add(
                        block.multiplyAdd(
                                "xg",
                                r -> "patch[" + Index.of("pixel", 1).plus(r) + "]",
                                c -> "slope[" + Index.of("lane", 1).plus(c) + "]"))
                .endControlFlow()
                .add(block.store(sum, Activation.NONE))
                .build();
    }
}
