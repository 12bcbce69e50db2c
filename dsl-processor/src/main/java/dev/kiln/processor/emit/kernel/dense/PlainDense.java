package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Tile;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.ArrayList;
import java.util.List;

/** Matrix products as loops over tiles of sums. */
public final class PlainDense {

    private PlainDense() {}

    public static CodeBlock forward(DenseForward k) {
        int columns = Tile.columnsOf(k.outputs());
        return overRows(
                k.rows(),
                tiles(4, columns, "unit"),
                rows ->
                        Blocks.over(
                                "unit",
                                k.outputs(),
                                columns,
                                (unit, n) -> forwardTile(k, unit, new Tile(rows, n))));
    }

    /** Sample by sample; {@code behind} follows each of them, {@code end} the last. */
    static List<MethodSpec> forward(
            DenseForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        return List.of(signature.addCode(forward(k, behind)).addCode(end).build());
    }

    private static CodeBlock forward(DenseForward k, CodeBlock behind) {
        int columns = Tile.columnsOf(k.outputs());
        RowBlock body =
                rows ->
                        Blocks.over(
                                "unit",
                                k.outputs(),
                                columns,
                                (unit, n) -> forwardTile(k, unit, new Tile(rows, n)));
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(tiles(Math.min(4, k.rows()), columns, "unit"));
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)");
        if (k.rows() == 1) {
            code.addStatement("int row = sample").add(body.of(1));
        } else {
            code.addStatement("int end = $L", Index.of("sample", k.rows()).plus(k.rows()))
                    .addStatement("int row = $L", Index.of("sample", k.rows()));
            if (k.rows() >= 4) {
                code.beginControlFlow("for (; row <= end - 4; row += 4)")
                        .add(body.of(4))
                        .endControlFlow();
            }
            code.beginControlFlow("for (; row < end; row++)").add(body.of(1)).endControlFlow();
        }
        return code.add(behind).endControlFlow().build();
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
                                r ->
                                        at(
                                                "input",
                                                cell(r, k.source().total())
                                                        .plus("i", 1)
                                                        .plus(k.source().from())),
                                c ->
                                        at(
                                                "weight",
                                                Index.of("i", k.outputs())
                                                        .plus(unit, 1)
                                                        .plus(k.firstWeight() + c))))
                .endControlFlow()
                .add(
                        tile.store(
                                (r, c) ->
                                        at(
                                                "output",
                                                cell(r, k.slice().total())
                                                        .plus(unit, 1)
                                                        .plus(k.slice().from() + c)),
                                k.activation()))
                .build();
    }

    /** The method, and two for each product: of four rows and of one. */
    public static List<MethodSpec> parallel(ParallelDense k, MethodSpec.Builder signature) {
        List<MethodSpec> methods = new ArrayList<>();
        DenseForward first = k.products().get(0);
        CodeBlock body =
                overRows(
                        first.rows(),
                        Comment.of("4 rows at a time, for one product after the other."),
                        rows -> {
                            CodeBlock.Builder calls = CodeBlock.builder();
                            for (int i = 0; i < k.products().size(); i++) {
                                boolean bias = k.products().get(i).bias();
                                calls.addStatement(
                                        "$L(row, input, weight$L$L, output$L)",
                                        part(k, i, rows),
                                        i,
                                        bias ? ", bias" + i : "",
                                        i);
                                methods.add(product(k, i, rows));
                            }
                            return calls.build();
                        });
        methods.add(0, signature.addCode(body).build());
        return methods;
    }

    private static String part(ParallelDense k, int product, int rows) {
        return k.name() + "Part" + product + (rows == 1 ? "OneRow" : "");
    }

    private static MethodSpec product(ParallelDense k, int index, int rows) {
        DenseForward p = k.products().get(index);
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(part(k, index, rows))
                        .addJavadoc(
                                "Product $L of {@link #$L}, $L.\n",
                                index,
                                k.name(),
                                rows == 1 ? "one row" : rows + " rows")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(int.class, "row")
                        .addParameter(float[].class, "input")
                        .addParameter(float[].class, "weight");
        if (p.bias()) {
            method.addParameter(float[].class, "bias");
        }
        return method.addParameter(float[].class, "output")
                .addCode(
                        Blocks.over(
                                "unit",
                                p.outputs(),
                                Tile.columnsOf(p.outputs()),
                                (unit, n) -> forwardTile(p, unit, new Tile(rows, n))))
                .build();
    }

    public static CodeBlock inputGradient(DenseInputGradient k) {
        int columns = Tile.columnsOf(k.inputs());
        return overRows(
                k.rows(),
                tiles(4, columns, "input"),
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

    public static CodeBlock weightGradient(DenseWeightGradient k) {
        int columns = Tile.columnsOf(k.outputs());
        int rows = Tile.rowsOf(k.inputs(), columns);
        return CodeBlock.builder()
                .add(
                        Comment.of(
                                "Tiles of $L and $L: their sums stay in local variables while the"
                                        + " rows go by.",
                                Comment.some(rows, "input"),
                                Comment.some(columns, "unit")))
                .addStatement("int rows = $L", Index.of("samples", k.rows()))
                .add(
                        k.divisibleRows() > 0
                                ? Blocks.overRange(
                                        "i",
                                        "firstRow",
                                        "endRow",
                                        rows,
                                        m -> weightGradient(k, "i", m, columns))
                                : Blocks.over(
                                        "i",
                                        k.inputs(),
                                        rows,
                                        (i, m) -> weightGradient(k, i, m, columns)))
                .build();
    }

    private static CodeBlock weightGradient(DenseWeightGradient k, String i, int m, int columns) {
        return Blocks.over(
                "unit",
                k.outputs(),
                columns,
                (unit, n) -> weightGradientTile(k, i, unit, new Tile(m, n)));
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

    private static CodeBlock tiles(int rows, int columns, String of) {
        return Comment.of(
                "Tiles of $L and $L: their sums stay in local variables.",
                Comment.some(rows, "row"),
                Comment.some(columns, of));
    }

    private static CodeBlock overRows(int rowsPerSample, CodeBlock comment, RowBlock body) {
        return CodeBlock.builder()
                .add(comment)
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
