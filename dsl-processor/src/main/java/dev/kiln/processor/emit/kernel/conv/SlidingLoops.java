package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Tile;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;

/**
 * The loops of a convolution, forward or backward: rows, tiles of neighboring columns, tiles of
 * lanes (the channels of the target); inside, the sum over kernel rows, channels of the source,
 * kernel columns, in that order.
 *
 * @param source name and shape of the source array, with its border
 * @param reduce channels of the source that one lane sees
 * @param lanes lanes in a group
 * @param strides how the weights are addressed
 * @param letters how the locals of source and weights are called
 * @param bias name of the array of first values, or empty
 */
public record SlidingLoops(
        Axis rows,
        Axis columns,
        Image source,
        Image target,
        int groups,
        int reduce,
        int lanes,
        WeightStrides strides,
        String bias,
        Activation activation,
        String letters) {

    /**
     * The distance of neighboring weights in each direction; {@code group} of the first weights of
     * two groups.
     */
    public record WeightStrides(int row, int column, int reduce, int lane, int group) {}

    public CodeBlock code() {
        int laneTile = Tile.columnsOf(lanes);
        int columnTile = Tile.rowsOf(columns.count(), laneTile);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "Tiles of $L and $L: their sums stay in local variables.",
                        Comment.some(columnTile, "pixel"),
                        Comment.some(laneTile, "channel")));
        code.beginControlFlow("for (int row = 0; row < $1L; row++)", rows.count());
        if (groups > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", groups);
        }
        code.add(
                Blocks.over(
                        "column",
                        columns.count(),
                        columnTile,
                        (column, p) ->
                                Blocks.over(
                                        "lane",
                                        lanes,
                                        laneTile,
                                        (lane, n) -> tile(column, lane, new Tile(p, n)))));
        if (groups > 1) {
            code.endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private CodeBlock tile(String column, String lane, Tile tile) {
        return CodeBlock.builder()
                .addStatement("int to = $L", targetIndex(column, lane))
                .add(
                        tile.declare(
                                (p, c) ->
                                        bias.isEmpty()
                                                ? "0f"
                                                : bias + "[" + laneIndex(lane).plus(c) + "]"))
                .add(
                        rows.taps() * columns.taps() == 0
                                ? CodeBlock.of("")
                                : sums(column, lane, tile))
                .add(
                        tile.store(
                                (p, c) ->
                                        target.array()
                                                + "["
                                                + Index.of("to", 1)
                                                        .plus(
                                                                p
                                                                                * columns.step()
                                                                                * target.shape()
                                                                                        .channels()
                                                                        + c)
                                                + "]",
                                activation))
                .build();
    }

    private CodeBlock sums(String column, String lane, Tile tile) {
        CodeBlock.Builder code = CodeBlock.builder();
        int pixel = source.shape().channels();
        Index from =
                Index.of(source.base(), 1)
                        .plus("row", rows.sourceStep() * source.rowPitch())
                        .plus(column, columns.sourceStep() * pixel)
                        .plus("group", groups > 1 ? reduce : 0)
                        .plus(rows.source() * source.rowPitch() + columns.source() * pixel);
        Index weights =
                Index.of(lane, strides.lane)
                        .plus("group", groups > 1 ? strides.group : 0)
                        .plus(rows.weight() * strides.row + columns.weight() * strides.column);
        code.addStatement("int from = $L", from);
        code.addStatement("int kernel = $L", weights);
        open(code, "kernelRow", rows.taps());
        open(code, "channel", reduce);
        open(code, "kernelColumn", columns.taps());
        Index x =
                Index.of("from", 1)
                        .plus(
                                position("kernelRow", rows.taps()),
                                rows.sourceTap() * source.rowPitch())
                        .plus(position("channel", reduce), 1)
                        .plus(
                                position("kernelColumn", columns.taps()),
                                columns.sourceTap() * pixel);
        Index w =
                Index.of("kernel", 1)
                        .plus(position("kernelRow", rows.taps()), rows.weightTap() * strides.row)
                        .plus(position("channel", reduce), strides.reduce)
                        .plus(
                                position("kernelColumn", columns.taps()),
                                columns.weightTap() * strides.column);
        code.addStatement("int pixel = $L", x);
        code.addStatement("int tap = $L", w);
        code.add(
                tile.multiplyAdd(
                        letters,
                        p ->
                                source.array()
                                        + "["
                                        + Index.of("pixel", 1)
                                                .plus(p * columns.sourceStep() * pixel)
                                        + "]",
                        c -> "weight[" + Index.of("tap", 1).plus(c * strides.lane) + "]"));
        close(code, columns.taps());
        close(code, reduce);
        close(code, rows.taps());
        return code.build();
    }

    private static void open(CodeBlock.Builder code, String name, int n) {
        if (n > 1) {
            code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", name, n);
        }
    }

    private static void close(CodeBlock.Builder code, int n) {
        if (n > 1) {
            code.endControlFlow();
        }
    }

    private static String position(String name, int n) {
        return n > 1 ? name : "0";
    }

    private Index laneIndex(String lane) {
        return Index.of(lane, 1).plus("group", groups > 1 ? lanes : 0);
    }

    private Index targetIndex(String column, String lane) {
        int pixel = target.shape().channels();
        return Index.of(target.base(), 1)
                .plus("row", rows.step() * target.rowPitch())
                .plus(column, columns.step() * pixel)
                .plus("group", groups > 1 ? lanes : 0)
                .plus(lane, 1)
                .plus(rows.start() * target.rowPitch() + columns.start() * pixel);
    }
}
