package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;

/** Matrix products as loops over tiles of sums. */
final class PlainDense {

    private PlainDense() {}

    static CodeBlock forward(DenseForward k) {
        int columns = Tile.columnsOf(k.outputs());
        return overRows(
                k.rows(),
                rows ->
                        Blocks.over(
                                "unit",
                                k.outputs(),
                                columns,
                                (unit, n) -> forwardTile(k, unit, new Tile(rows, n))));
    }

    private static CodeBlock forwardTile(DenseForward k, String unit, Tile tile) {
        return CodeBlock.builder()
                .add(
                        tile.declare(
                                (r, c) -> k.bias() ? at("bias", Index.of(unit, 1).plus(c)) : "0f"))
                .beginControlFlow("for (int i = 0; i < $L; i++)", k.inputs())
                .add(
                        tile.multiplyAdd(
                                "xw",
                                r -> at("input", cell(r, k.inputs()).plus("i", 1)),
                                c ->
                                        at(
                                                "weight",
                                                Index.of("i", k.outputs()).plus(unit, 1).plus(c))))
                .endControlFlow()
                .add(
                        tile.store(
                                (r, c) -> at("output", cell(r, k.outputs()).plus(unit, 1).plus(c)),
                                k.activation()))
                .build();
    }

    static CodeBlock inputGradient(DenseInputGradient k) {
        int columns = Tile.columnsOf(k.inputs());
        return overRows(
                k.rows(),
                rows ->
                        Blocks.over(
                                "i",
                                k.inputs(),
                                columns,
                                (i, n) -> inputGradientTile(k, i, new Tile(rows, n))));
    }

    private static CodeBlock inputGradientTile(DenseInputGradient k, String i, Tile tile) {
        return CodeBlock.builder()
                .add(tile.declare((r, c) -> "0f"))
                .beginControlFlow("for (int unit = 0; unit < $L; unit++)", k.outputs())
                .add(
                        tile.multiplyAdd(
                                "gw",
                                r -> at("outputGradient", cell(r, k.outputs()).plus("unit", 1)),
                                c ->
                                        at(
                                                "weight",
                                                Index.of(i, k.outputs())
                                                        .plus(c * k.outputs())
                                                        .plus("unit", 1))))
                .endControlFlow()
                .add(
                        tile.store(
                                (r, c) ->
                                        at("inputGradient", cell(r, k.inputs()).plus(i, 1).plus(c)),
                                Activation.NONE))
                .build();
    }

    static CodeBlock weightGradient(DenseWeightGradient k) {
        int columns = Tile.columnsOf(k.outputs());
        int rows = Tile.rowsOf(k.inputs(), columns);
        return CodeBlock.builder()
                .addStatement("int rows = $L", Index.of("samples", k.rows()))
                .add(
                        Blocks.over(
                                "i",
                                k.inputs(),
                                rows,
                                (i, m) ->
                                        Blocks.over(
                                                "unit",
                                                k.outputs(),
                                                columns,
                                                (unit, n) ->
                                                        weightGradientTile(
                                                                k, i, unit, new Tile(m, n)))))
                .build();
    }

    private static CodeBlock weightGradientTile(
            DenseWeightGradient k, String i, String unit, Tile tile) {
        Tile.Cell gradient =
                (r, c) ->
                        at(
                                "weightGradient",
                                Index.of(i, k.outputs()).plus(unit, 1).plus(r * k.outputs() + c));
        return CodeBlock.builder()
                .add(tile.declare(gradient))
                .beginControlFlow("for (int row = 0; row < rows; row++)")
                .add(
                        tile.multiplyAdd(
                                "xg",
                                r -> at("input", Index.of("row", k.inputs()).plus(i, 1).plus(r)),
                                c ->
                                        at(
                                                "outputGradient",
                                                Index.of("row", k.outputs())
                                                        .plus(unit, 1)
                                                        .plus(c))))
                .endControlFlow()
                .add(tile.store(gradient, Activation.NONE))
                .build();
    }

    private static CodeBlock overRows(int rowsPerSample, RowBlock body) {
        return CodeBlock.builder()
                .addStatement("int rows = $L", Index.of("samples", rowsPerSample))
                .add(Blocks.overVariable("row", "rows", 4, body::of))
                .build();
    }

    private interface RowBlock {
        CodeBlock of(int rows);
    }

    private static Index cell(int row, int pitch) {
        return Index.of("row", pitch).plus(row * pitch);
    }

    private static String at(String array, Index index) {
        return array + "[" + index + "]";
    }
}
