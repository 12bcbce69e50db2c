package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.POSITIONS;
import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.SIDE;
import static dev.kiln.processor.emit.kernel.winograd.WinogradCode.WINOGRAD;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.AxpyCode;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Tile;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import dev.kiln.processor.graph.shape.Shape;

/**
 * A 3x3 convolution, forward or by its input, in Winograd's tiles, of which a band goes through at
 * a time: the rows 0 to 35 hold patches, the next 36 sums, tile after tile with channels last. The
 * products are blocks of sums in local variables.
 *
 * @param tiles of the target
 * @param source the images that are read
 * @param target the array that is written; its base is the first channel of the first sample
 * @param lanes channels of the result
 * @param pitch distance of the weights of neighboring positions
 * @param bias whether one is added
 */
public record WinogradConvolution(
        WinogradTiling tiles,
        Bordered source,
        Image target,
        int lanes,
        int pitch,
        boolean bias,
        Activation activation) {

    public static WinogradConvolution of(WinogradForward kernel) {
        ConvolutionForward k = kernel.convolution();
        WinogradTiling tiles = kernel.tiles();
        Shape output = new Shape(k.output().height(), k.output().width(), k.slice().total());
        return new WinogradConvolution(
                tiles,
                Bordered.of("input", tiles.source(), tiles.border()),
                new Image("output", Integer.toString(k.slice().from()), output),
                k.filters(),
                kernel.weights().pitch(),
                k.bias(),
                k.activation());
    }

    public static WinogradConvolution of(WinogradInputGradient kernel) {
        ConvolutionInputGradient k = kernel.convolution();
        WinogradTiling tiles = kernel.tiles();
        return new WinogradConvolution(
                tiles,
                Bordered.of("outputGradient", tiles.source(), tiles.border()),
                new Image("inputGradient", "0", k.window().input()),
                k.window().input().channels(),
                kernel.weights().pitch(),
                false,
                Activation.NONE);
    }

    private int channels() {
        return tiles.source().channels();
    }

    private int band() {
        return WinogradCode.band(tiles, Math.max(channels(), lanes));
    }

    public AccumulatorSize accumulators() {
        int length = band() * tiles.columns() * Math.max(channels(), lanes);
        return new AccumulatorSize(2 * POSITIONS - AxpyCode.TAPS, length);
    }

    public int scratch() {
        return source.border().isNone() ? 0 : tiles.bordered().size();
    }

    /** {@code behind} follows each sample. */
    public CodeBlock code(CodeBlock behind) {
        return CodeBlock.builder()
                .add(source.sizes().sample(target.array(), target.shape()).comment())
                .add(source.clear())
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(source.copy())
                .add(Blocks.over("row", tiles.rows(), band(), (row, band) -> band(row)))
                .add(behind)
                .endControlFlow()
                .build();
    }

    private CodeBlock band(String row) {
        return CodeBlock.builder()
                .add(WinogradCode.patches(source, tiles, row, band()))
                .add(products())
                .add(Comment.of("The products are transformed back."))
                .addStatement(
                        "$T.results(rows, $L, $L)",
                        WINOGRAD,
                        POSITIONS,
                        band() * tiles.columns() * lanes)
                .add(store(row))
                .build();
    }

    private CodeBlock products() {
        int count = band() * tiles.columns();
        int laneTile = Tile.columnsOf(lanes);
        int tileTile = Tile.rowsOf(count, laneTile);
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "At each position, tiles times weights: $L and $L at a time.",
                                Comment.some(tileTile, "tile"),
                                Comment.some(laneTile, "channel")))
                .beginControlFlow("for (int position = 0; position < $L; position++)", POSITIONS)
                .addStatement("float[] patch = rows[position]")
                .addStatement("float[] product = rows[position + $L]", POSITIONS)
                .addStatement("int kernel = $L", Index.of("position", pitch))
                .add(
                        Blocks.over(
                                "tile",
                                count,
                                tileTile,
                                (tile, m) ->
                                        Blocks.over(
                                                "lane",
                                                lanes,
                                                laneTile,
                                                (lane, n) -> sums(tile, lane, new Tile(m, n)))))
                .endControlFlow()
                .build();
    }

    private CodeBlock sums(String tile, String lane, Tile sums) {
        int channels = channels();
        return CodeBlock.builder()
                .addStatement("int to = $L", Index.of(tile, lanes).plus(lane, 1))
                .add(sums.declare((r, c) -> "0f"))
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                .addStatement("int from = $L", Index.of("channel", 1).plus(tile, channels))
                .addStatement(
                        "int tap = $L", Index.of("kernel", 1).plus("channel", lanes).plus(lane, 1))
                .add(
                        sums.multiplyAdd(
                                "xw",
                                r -> "patch[" + Index.of("from", 1).plus(r * channels) + "]",
                                c -> "transformed[" + Index.of("tap", 1).plus(c) + "]"))
                .endControlFlow()
                .add(
                        sums.store(
                                (r, c) -> "product[" + Index.of("to", 1).plus(r * lanes + c) + "]",
                                Activation.NONE))
                .build();
    }

    private CodeBlock store(String row) {
        Index to =
                Index.of("sample", target.shape().size())
                        .plus(row, SIDE * target.rowPitch())
                        .plus("y", target.rowPitch())
                        .plus("x", target.shape().channels())
                        .plus(target.base(), 1);
        CodeBlock sum =
                CodeBlock.of(bias ? "pixel[from + lane] + bias[lane]" : "pixel[from + lane]");
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Each pixel of a tile lies in a row of its own."));
        if (tiles.resultRows() % SIDE == 0) {
            code.beginControlFlow("for (int y = 0; y < $L; y++)", SIDE * band());
        } else {
            code.addStatement("int height = $L", WinogradCode.resultRows(tiles, row, band()))
                    .beginControlFlow("for (int y = 0; y < height; y++)");
        }
        code.beginControlFlow("for (int x = 0; x < $L; x++)", tiles.resultColumns())
                .addStatement("float[] pixel = $L", WinogradCode.pixel(POSITIONS))
                .addStatement("int from = $L", WinogradCode.lanes(tiles, lanes))
                .addStatement("int to = $L", to)
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", lanes);
        if (activation.isNone()) {
            code.addStatement("$L[to + lane] = $L", target.array(), sum);
        } else {
            code.addStatement("float sum = $L", sum)
                    .addStatement(
                            "$L[to + lane] = $L",
                            target.array(),
                            ActivationCode.apply(activation, CodeBlock.of("sum")));
        }
        return code.endControlFlow().endControlFlow().endControlFlow().build();
    }
}
