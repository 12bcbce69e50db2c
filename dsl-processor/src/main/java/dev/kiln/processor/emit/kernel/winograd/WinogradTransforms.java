package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.graph.kernel.WinogradTiling.PATCH;
import static dev.kiln.processor.graph.kernel.WinogradTiling.SIDE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Activation;
import java.util.List;

/**
 * The methods of Winograd's transforms (see {@link dev.kiln.processor.graph.kernel.Tiles}), each of
 * one patch, tile or pair of channels, with lanes across the channels. Columns and rows have a
 * method each, which goes over its lines: C2 does not inline all the vector operations of a whole
 * transform in every process. The second one works in place.
 *
 * @param name of the method that calls both
 * @param channels a multiple of the lanes, or numbers would be transformed twice
 * @param pitch floats between neighboring positions
 */
public record WinogradTransforms(String name, int channels, int pitch) {

    private static final int KERNEL = 3;
    private static final String COLUMNS = "Columns";
    private static final String ROWS = "Rows";

    /** {@code name(source, from, target, to)}: B' d B of a patch. */
    List<MethodSpec> patch(int rowPitch) {
        WinogradLine line = WinogradLine.PATCH;
        return List.of(
                both("A patch of 6x6 pixels."),
                columns(
                        line,
                        lines(
                                "column",
                                PATCH,
                                line.transform(
                                        "source",
                                        r ->
                                                at("from")
                                                        .plus("column", channels)
                                                        .plus(r * rowPitch)),
                                line.store("target", i -> inColumn("to", i)))),
                rows(line));
    }

    /**
     * {@code name(source, from, target, to)}: G g G' of the weights of one channel of the source.
     *
     * @param tap floats between neighboring taps
     */
    List<MethodSpec> weights(int tap) {
        WinogradLine line = WinogradLine.WEIGHTS;
        return List.of(
                both("The weights of a channel of the source."),
                columns(
                        line,
                        lines(
                                "column",
                                KERNEL,
                                line.transform(
                                        "source",
                                        r -> at("from").plus("column", tap).plus(r * KERNEL * tap)),
                                line.store("target", i -> inColumn("to", i)))),
                rows(line));
    }

    /**
     * {@code name(source, from, target, to)}: A e A' of the gradient of a tile.
     *
     * @param rows of the tile that are there
     * @param columns of the tile that are there
     */
    List<MethodSpec> slope(int rows, int columns, int rowPitch) {
        WinogradLine line = WinogradLine.SLOPE;
        CodeBlock there =
                lines(
                        "column",
                        columns,
                        line.transform(
                                rows,
                                "source",
                                r -> at("from").plus("column", channels).plus(r * rowPitch)),
                        line.store("target", i -> inColumn("to", i)));
        CodeBlock.Builder zeros = CodeBlock.builder();
        for (int q = columns; q < SIDE; q++) {
            for (int i = 0; i < PATCH; i++) {
                Index to = at("to").plus((i * PATCH + q) * pitch);
                zeros.addStatement("$L.intoArray(target, $L)", Lanes.zero(), to);
            }
        }
        return List.of(
                both("The gradient of a tile of " + rows + " by " + columns + " pixels."),
                columns(line, CodeBlock.join(List.of(there, zeros.build()), "")),
                rows(line));
    }

    /**
     * {@code name(target, to, weightGradient, at)}: adds G' M G of one channel of the source to the
     * gradients of its weights.
     *
     * @param tap floats between neighboring taps of the gradient
     */
    List<MethodSpec> gradient(int tap) {
        WinogradLine line = WinogradLine.GRADIENT;
        CodeBlock.Builder add = CodeBlock.builder();
        for (int b = 0; b < KERNEL; b++) {
            Index to = Index.of("at", 1).plus("channel", 1).plus("row", KERNEL * tap).plus(b * tap);
            add.addStatement(
                    "$L.add($L).intoArray(weightGradient, $L)",
                    Lanes.load("weightGradient", to),
                    line.result(b),
                    to);
        }
        return List.of(
                method(name, "The gradients by the weights of a channel of the source.")
                        .addParameter(float[].class, "target")
                        .addParameter(int.class, "to")
                        .addParameter(float[].class, "weightGradient")
                        .addParameter(int.class, "at")
                        .addStatement("$L(target, to)", name + COLUMNS)
                        .addStatement("$L(target, to, weightGradient, at)", name + ROWS)
                        .build(),
                method(name + COLUMNS, "Its columns.")
                        .addParameter(float[].class, "target")
                        .addParameter(int.class, "to")
                        .addCode(
                                overChannels(
                                        line,
                                        lines(
                                                "column",
                                                PATCH,
                                                line.transform("target", i -> inColumn("to", i)),
                                                line.store("target", i -> inColumn("to", i)))))
                        .build(),
                method(name + ROWS, "Its rows, which are added.")
                        .addParameter(float[].class, "target")
                        .addParameter(int.class, "to")
                        .addParameter(float[].class, "weightGradient")
                        .addParameter(int.class, "at")
                        .addCode(
                                overChannels(
                                        line,
                                        lines(
                                                "row",
                                                KERNEL,
                                                line.transform("target", j -> inRow("to", j)),
                                                add.build())))
                        .build());
    }

    /** {@code name(sums, from)}: A' M, the rows of positions of any tile, in place. */
    MethodSpec resultRows() {
        WinogradLine line = WinogradLine.RESULT;
        return method(name, "The rows of the positions of a tile.")
                .addParameter(float[].class, "sums")
                .addParameter(int.class, "from")
                .addCode(
                        overChannels(
                                line,
                                lines(
                                        "row",
                                        PATCH,
                                        line.transform("sums", j -> inRow("from", j)),
                                        line.store("sums", j -> inRow("from", j)))))
                .build();
    }

    /**
     * {@code name(sums, from, bias, target, to)}: the columns behind {@link #resultRows}, bias and
     * activation.
     *
     * @param rows of the tile that the result has
     * @param columns of the tile that the result has
     * @param rowPitch floats between rows of the target
     * @param pixel floats between its pixels
     */
    MethodSpec resultColumns(
            int rows, int columns, boolean bias, Activation activation, int rowPitch, int pixel) {
        WinogradLine line = WinogradLine.RESULT;
        CodeBlock.Builder store = CodeBlock.builder();
        for (int r = 0; r < rows; r++) {
            store.add(
                    Epilogue.store(
                            activation,
                            line.result(r) + (bias ? ".add(shift)" : ""),
                            "target",
                            at("to").plus("column", pixel).plus(r * rowPitch)));
        }
        CodeBlock.Builder code = CodeBlock.builder();
        if (bias) {
            code.addStatement("$T shift = $L", Lanes.FLOAT_VECTOR, Lanes.load("bias", "channel"));
        }
        code.add(
                lines(
                        "column",
                        columns,
                        line.transform("sums", i -> inColumn("from", i)),
                        store.build()));
        MethodSpec.Builder method =
                method(name, "The columns of a tile of " + rows + " by " + columns + " pixels.")
                        .addParameter(float[].class, "sums")
                        .addParameter(int.class, "from");
        if (bias) {
            method.addParameter(float[].class, "bias");
        }
        return method.addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(overChannels(line, code.build()))
                .build();
    }

    private MethodSpec both(String comment) {
        return copying(name, comment)
                .addStatement("$L(source, from, target, to)", name + COLUMNS)
                .addStatement("$L(target, to)", name + ROWS)
                .build();
    }

    private MethodSpec columns(WinogradLine line, CodeBlock code) {
        return copying(name + COLUMNS, "Its columns.").addCode(overChannels(line, code)).build();
    }

    private MethodSpec rows(WinogradLine line) {
        CodeBlock store = line.store("target", j -> inRow("to", j));
        CodeBlock transform = line.transform("target", j -> inRow("to", j));
        return method(name + ROWS, "Its rows.")
                .addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(overChannels(line, lines("row", PATCH, transform, store)))
                .build();
    }

    private static MethodSpec.Builder copying(String name, String comment) {
        return method(name, comment)
                .addParameter(float[].class, "source")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "target")
                .addParameter(int.class, "to");
    }

    private static MethodSpec.Builder method(String name, String comment) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc("$L\n", comment)
                .addModifiers(PRIVATE, STATIC);
    }

    private CodeBlock overChannels(WinogradLine line, CodeBlock code) {
        return CodeBlock.builder()
                .add(
                        new Sizes()
                                .number(pitch, "from one position to the next")
                                .and("from one row of positions to the next", PATCH, pitch)
                                .comment())
                .add(line.constants())
                .add(Comment.of(line.words()))
                .add(Lanes.blocks("channel", channels, 1, code))
                .build();
    }

    private static CodeBlock lines(String line, int count, CodeBlock transform, CodeBlock store) {
        return CodeBlock.builder()
                .beginControlFlow("for (int $1L = 0; $1L < $2L; $1L++)", line, count)
                .add(transform)
                .add(store)
                .endControlFlow()
                .build();
    }

    private static Index at(String start) {
        return Index.of(start, 1).plus("channel", 1);
    }

    /** The number {@code i} of the positions of a column. */
    private Index inColumn(String start, int i) {
        return at(start).plus("column", pitch).plus(i * PATCH * pitch);
    }

    /** The number {@code j} of the positions of a row. */
    private Index inRow(String start, int j) {
        return at(start).plus("row", PATCH * pitch).plus(j * pitch);
    }
}
