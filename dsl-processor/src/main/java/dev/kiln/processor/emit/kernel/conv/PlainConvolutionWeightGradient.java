package dev.kiln.processor.emit.kernel.conv;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Image;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Tile;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.Border;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.shape.Window;

/** Tiles of weights whose sums stay in local variables while the pixels of an image go by. */
public final class PlainConvolutionWeightGradient {

    private final ConvolutionWeightGradient k;
    private final Image source;
    private final Axis rows;
    private final Axis columns;
    private final int inputs;
    private final int outputs;

    private PlainConvolutionWeightGradient(ConvolutionWeightGradient k, Bordered source) {
        Window w = k.window();
        this.k = k;
        this.source = source.image();
        this.rows = Axis.forwardRows(w).shifted(source.border().top());
        this.columns = Axis.forwardColumns(w).shifted(source.border().left());
        this.inputs = w.input().channels() / k.groups();
        this.outputs = k.filters() / k.groups();
    }

    public static CodeBlock body(ConvolutionWeightGradient k) {
        Bordered source = Bordered.of("input", k.window().input(), Border.ofInput(k.window()));
        CodeBlock loops = new PlainConvolutionWeightGradient(k, source).loops();
        return CodeBlock.builder()
                .add(source.sizes().sample("outputGradient", k.output()).comment())
                .add(source.overSamples(loops))
                .build();
    }

    private CodeBlock loops() {
        int filterTile = Tile.columnsOf(outputs);
        // With few channels the taps of a kernel row, too, share what is loaded.
        boolean byTap = inputs < 3;
        int inner = byTap ? columns.taps() : inputs;
        int innerTile = Tile.rowsOf(inner, filterTile);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "Tiles of $L and $L: their sums stay in local variables while the pixels go"
                                + " by.",
                        Comment.some(innerTile, byTap ? "kernel column" : "channel"),
                        Comment.some(filterTile, "filter")));
        if (k.groups() > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", k.groups());
        }
        code.beginControlFlow("for (int kernelRow = 0; kernelRow < $L; kernelRow++)", rows.taps());
        String outerName = byTap ? "channel" : "kernelColumn";
        String innerName = byTap ? "kernelColumn" : "channel";
        code.add(
                Blocks.over(
                        outerName,
                        byTap ? inputs : columns.taps(),
                        1,
                        (outer, one) ->
                                Blocks.over(
                                        innerName,
                                        inner,
                                        innerTile,
                                        (in, m) ->
                                                Blocks.over(
                                                        "filter",
                                                        outputs,
                                                        filterTile,
                                                        (filter, n) ->
                                                                byTap
                                                                        ? tile(
                                                                                outer,
                                                                                in,
                                                                                filter,
                                                                                true,
                                                                                new Tile(m, n))
                                                                        : tile(
                                                                                in,
                                                                                outer,
                                                                                filter,
                                                                                false,
                                                                                new Tile(m, n))))));
        code.endControlFlow();
        if (k.groups() > 1) {
            code.endControlFlow();
        }
        return code.build();
    }

    private CodeBlock tile(
            String channel, String kernelColumn, String filter, boolean byTap, Tile tile) {
        int pixel = source.shape().channels();
        int filters = k.filters();
        int group = k.groups() > 1 ? 1 : 0;
        int sourceStep = byTap ? columns.sourceTap() * pixel : 1;
        int weightStep = (byTap ? inputs : 1) * filters;
        Tile.Cell gradient =
                (r, c) -> "weightGradient[" + Index.of("weight", 1).plus(r * weightStep + c) + "]";
        Index weight =
                Index.of("kernelRow", columns.taps() * inputs * filters)
                        .plus(kernelColumn, inputs * filters)
                        .plus(channel, filters)
                        .plus("group", group * outputs)
                        .plus(filter, 1);
        Index from =
                Index.of(source.base(), 1)
                        .plus("row", rows.sourceStep() * source.rowPitch())
                        .plus("kernelRow", rows.sourceTap() * source.rowPitch())
                        .plus(kernelColumn, columns.sourceTap() * pixel)
                        .plus("group", group * inputs)
                        .plus(channel, 1)
                        .plus(rows.source() * source.rowPitch() + columns.source() * pixel);
        Index slope =
                Index.of("sample", k.output().size())
                        .plus("row", k.output().width() * filters)
                        .plus("group", group * outputs)
                        .plus(filter, 1);
        return CodeBlock.builder()
                .addStatement("int weight = $L", weight)
                .add(tile.declare(gradient))
                .beginControlFlow("for (int row = 0; row < $L; row++)", rows.count())
                .addStatement("int pixel = $L", from)
                .addStatement("int slope = $L", slope)
                .beginControlFlow("for (int column = 0; column < $L; column++)", columns.count())
                .add(
                        tile.multiplyAdd(
                                "xg",
                                r ->
                                        "%s[%s]"
                                                .formatted(
                                                        source.array(),
                                                        Index.of("pixel", 1)
                                                                .plus(
                                                                        "column",
                                                                        columns.sourceStep()
                                                                                * pixel)
                                                                .plus(r * sourceStep)),
                                c ->
                                        "outputGradient[%s]"
                                                .formatted(
                                                        Index.of("slope", 1)
                                                                .plus("column", filters)
                                                                .plus(c))))
                .endControlFlow()
                .endControlFlow()
                .add(tile.store(gradient, Activation.NONE))
                .build();
    }
}
