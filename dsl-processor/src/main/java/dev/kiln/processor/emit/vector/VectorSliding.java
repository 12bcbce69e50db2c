package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.emit.plain.SlidingLoops.Image;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import java.util.ArrayList;
import java.util.List;

/**
 * The loops of a convolution, forward or by its input, with lanes across the channels of the
 * target. A tile holds the sums of neighbouring pixels; each number of the source is broadcast once
 * and serves all kernel columns that see it. Every sum is the same chain as in plain Java: kernel
 * row, channel of the source, kernel column.
 *
 * @param name of the kernel
 * @param reduce channels of the source that one lane sees; 0 where lane and channel are the same
 *     (depth-wise)
 * @param lanes channels of the target in a group
 * @param weight array of the weights, lanes side by side
 * @param strides the distance of neighbouring weights
 * @param bias whether sums begin with one
 */
record VectorSliding(
        String name,
        Axis rows,
        Axis columns,
        Image source,
        Image target,
        int groups,
        int reduce,
        int lanes,
        String weight,
        Strides strides,
        boolean bias,
        Activation activation) {

    /** Of weights: {@code start} is the index of the first one. */
    record Strides(int row, int column, int reduce, int group, int start) {}

    private TileChoice choice() {
        return TileChoice.of(columns.count(), lanes, columns.taps(), columns.sourceStep());
    }

    private boolean depthwise() {
        return reduce == 0;
    }

    /** The statements for one sample. */
    CodeBlock code() {
        TileChoice choice = choice();
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow("for (int row = 0; row < $L; row++)", rows.count());
        if (groups > 1) {
            code.beginControlFlow("for (int group = 0; group < $L; group++)", groups);
        }
        int whole = columns.count() - columns.count() % choice.positions();
        CodeBlock.Builder tiles = CodeBlock.builder();
        tiles.beginControlFlow(
                "for (int column = 0; column < $L; column += $L)", whole, choice.positions());
        tiles.add(call(choice.positions(), "column")).endControlFlow();
        if (whole < columns.count()) {
            tiles.add(call(columns.count() - whole, Integer.toString(whole)));
        }
        code.add(Lanes.blocks("lane", lanes, choice.vectors(), tiles.build()));
        if (groups > 1) {
            code.endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private CodeBlock call(int positions, String column) {
        int pixel = source.shape().channels();
        Index from =
                Index.of(source.base(), 1)
                        .plus("row", rows.sourceStep() * source.rowPitch())
                        .plus(column, columns.sourceStep() * pixel)
                        .plus("group", groups > 1 ? reduce : 0)
                        .plus("lane", depthwise() ? 1 : 0)
                        .plus(rows.source() * source.rowPitch() + columns.source() * pixel);
        Index tap =
                Index.of("lane", 1)
                        .plus("group", groups > 1 ? strides.group : 0)
                        .plus(
                                strides.start
                                        + rows.weight() * strides.row
                                        + columns.weight() * strides.column);
        int step = target.shape().channels();
        Index to =
                Index.of(target.base(), 1)
                        .plus("row", rows.step() * target.rowPitch())
                        .plus(column, columns.step() * step)
                        .plus("group", groups > 1 ? lanes : 0)
                        .plus("lane", 1)
                        .plus(rows.start() * target.rowPitch() + columns.start() * step);
        CodeBlock.Builder arguments = CodeBlock.builder();
        arguments.add("$L, $L,$W$L, $L", source.array(), from, weight, tap);
        if (bias) {
            arguments.add(",$Wbias, $L", Index.of("lane", 1).plus("group", groups > 1 ? lanes : 0));
        }
        arguments.add(",$W$L, $L", target.array(), to);
        return CodeBlock.builder()
                .addStatement("$L($L)", tile(positions), arguments.build())
                .build();
    }

    private String tile(int positions) {
        return name + "Tile" + positions;
    }

    /** The methods that {@link #code} calls. */
    List<MethodSpec> methods() {
        TileChoice choice = choice();
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(method(choice.positions(), choice.vectors()));
        int rest = columns.count() % choice.positions();
        if (rest > 0) {
            methods.add(method(rest, choice.vectors()));
        }
        return methods;
    }

    private MethodSpec method(int positions, int vectors) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(tile(positions))
                        .addJavadoc(
                                "$L neighbouring pixels, $L of channels.\n",
                                positions,
                                vectors == 1 ? "a vector" : vectors + " vectors")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from")
                        .addParameter(float[].class, "weight")
                        .addParameter(int.class, "tap");
        if (bias) {
            method.addParameter(float[].class, "bias").addParameter(int.class, "lane");
        }
        return method.addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(body(positions, vectors))
                .build();
    }

    private CodeBlock body(int positions, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int p = 0; p < positions; p++) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement(
                        "$T $L = $L",
                        Lanes.FLOAT_VECTOR,
                        sum(p, v),
                        bias ? Lanes.load("bias", Lanes.behind("lane", v)) : Lanes.zero());
            }
        }
        if (rows.taps() * columns.taps() > 0) {
            code.add(loops(positions, vectors));
        }
        int step = columns.step() * target.shape().channels();
        for (int p = 0; p < positions; p++) {
            for (int v = 0; v < vectors; v++) {
                code.add(
                        Epilogue.store(
                                activation,
                                sum(p, v),
                                "target",
                                Lanes.behind(Index.of("to", 1).plus(p * step), v)));
            }
        }
        return code.build();
    }

    private CodeBlock loops(int positions, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        boolean overRows = rows.taps() > 1;
        boolean overChannels = reduce > 1;
        if (overRows) {
            code.beginControlFlow(
                    "for (int kernelRow = 0; kernelRow < $L; kernelRow++)", rows.taps());
        }
        if (overChannels) {
            code.beginControlFlow("for (int channel = 0; channel < $L; channel++)", reduce);
        }
        code.addStatement(
                "int x = $L",
                Index.of("from", 1)
                        .plus(overRows ? "kernelRow" : "0", rows.sourceTap() * source.rowPitch())
                        .plus(overChannels ? "channel" : "0", 1));
        code.addStatement(
                "int w = $L",
                Index.of("tap", 1)
                        .plus(overRows ? "kernelRow" : "0", rows.weightTap() * strides.row)
                        .plus(overChannels ? "channel" : "0", strides.reduce));
        for (int t = 0; t < columns.taps(); t++) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement(
                        "$T w$L_$L = $L",
                        Lanes.FLOAT_VECTOR,
                        t,
                        v,
                        Lanes.load(
                                "weight",
                                Lanes.behind(
                                        Index.of("w", 1)
                                                .plus(t * columns.weightTap() * strides.column),
                                        v)));
            }
        }
        code.add(products(positions, vectors));
        if (overChannels) {
            code.endControlFlow();
        }
        if (overRows) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** Source positions in the order in which every pixel meets its taps one after the other. */
    private CodeBlock products(int positions, int vectors) {
        int pixel = source.shape().channels();
        int span = (columns.taps() - 1) * columns.sourceTap();
        int first = Math.min(0, span);
        int last = Math.max(0, span) + (positions - 1) * columns.sourceStep();
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i <= last - first; i++) {
            int at = columns.sourceTap() < 0 ? last - i : first + i;
            CodeBlock.Builder used = CodeBlock.builder();
            for (int t = 0; t < columns.taps(); t++) {
                int distance = at - t * columns.sourceTap();
                int p = distance / columns.sourceStep();
                boolean sees =
                        distance >= 0 && distance % columns.sourceStep() == 0 && p < positions;
                for (int v = 0; sees && v < vectors; v++) {
                    used.addStatement(
                            "$1L = $2L.fma(w$3L_$4L, $1L)",
                            sum(p, v),
                            depthwise() ? "x" + i + "_" + v : "x" + i,
                            t,
                            v);
                }
            }
            CodeBlock products = used.build();
            if (!products.isEmpty()) {
                Index index = Index.of("x", 1).plus(at * pixel);
                for (int v = 0; depthwise() && v < vectors; v++) {
                    code.addStatement(
                            "$T x$L_$L = $L",
                            Lanes.FLOAT_VECTOR,
                            i,
                            v,
                            Lanes.load("source", Lanes.behind(index, v)));
                }
                if (!depthwise()) {
                    code.addStatement(
                            "$T x$L = $L",
                            Lanes.FLOAT_VECTOR,
                            i,
                            Lanes.broadcast(CodeBlock.of("source[$L]", index)));
                }
                code.add(products);
            }
        }
        return code.build();
    }

    private static String sum(int position, int vector) {
        return "sum" + position + "_" + vector;
    }
}
