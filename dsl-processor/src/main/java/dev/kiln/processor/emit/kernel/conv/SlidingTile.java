package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.pool.VectorMaxPool;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Pair;
import java.util.ArrayList;
import java.util.List;

/**
 * The method of a tile of a convolution: sums of neighboring pixels in registers, each the chain
 * kernel row, channel of the source, kernel column. What is loaded of the source serves all kernel
 * columns that see it.
 *
 * @param source how it is addressed
 * @param reduce channels of the source that one lane sees; 0 where lane and channel are the same
 *     (depth-wise)
 * @param strides the distance of neighboring weights
 * @param bias whether sums begin with one
 * @param pitch distance of neighboring pixels in the target
 * @param someRows whether the method is told which kernel rows see the source: others see zeros
 * @param pool windows of a maximum pool, side by side, of which the maxima are stored; {@link
 *     Pair#ONE} for the pixels themselves
 */
public record SlidingTile(
        Axis rows,
        Axis columns,
        Source source,
        int reduce,
        VectorSliding.Strides strides,
        boolean bias,
        Activation activation,
        int pitch,
        boolean someRows,
        Pair pool) {

    /**
     * With so few channels one loop takes kernel rows and channels: a loop of three turns costs.
     */
    private static final int FEW = 4;

    /** Part of the source that a tile takes at a time. */
    enum Load {
        /** One number for all lanes. */
        BROADCAST,
        /** A vector of channels for each vector of sums: depth-wise. */
        VECTORS,
        /** A vector that serves all vectors of sums. */
        VECTOR
    }

    /** Distances in the source, in floats. */
    record Source(Load load, int rowPitch, int columnPitch, int channelPitch) {}

    /** So many rows of so many pixels, so many vectors of channels. */
    MethodSpec method(String name, int high, int positions, int vectors, int targetRow) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addJavadoc(
                                "$L$L neighboring pixels, $L of channels$L.\n",
                                high == 1 ? "" : high + " rows of ",
                                positions,
                                vectors == 1 ? "a vector" : vectors + " vectors",
                                pool.equals(Pair.ONE) ? "" : "; maxima of windows " + pool)
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from")
                        .addParameter(float[].class, "weight")
                        .addParameter(int.class, "tap");
        if (bias) {
            method.addParameter(float[].class, "bias").addParameter(int.class, "lane");
        }
        if (someRows) {
            method.addParameter(int.class, "firstRow").addParameter(int.class, "endRow");
        }
        return method.addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(body(high, positions, vectors, targetRow))
                .build();
    }

    private CodeBlock body(int high, int positions, int vectors, int targetRow) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Sums begin with $L.", bias ? "the bias" : "0"));
        for (int p = 0; p < high * positions; p++) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement(
                        "$T $L = $L",
                        Lanes.FLOAT_VECTOR,
                        sum(p, v),
                        bias ? Lanes.load("bias", Lanes.behind("lane", v)) : Lanes.zero());
            }
        }
        if (rows.taps() * columns.taps() > 0) {
            code.add(loops(high, positions, vectors));
        }
        code.add(
                Comment.of(
                        "The $L$L are stored.",
                        pool.equals(Pair.ONE) ? "sums" : "maxima of windows",
                        activation.isNone() ? "" : ", after the activation,"));
        for (int row = 0; row < high; row += pool.rows()) {
            for (int column = 0; column < positions; column += pool.columns()) {
                int at = row / pool.rows() * targetRow + column / pool.columns() * pitch;
                for (int v = 0; v < vectors; v++) {
                    code.add(
                            Epilogue.store(
                                    activation,
                                    maximum(row * positions + column, positions, v),
                                    "target",
                                    Lanes.behind(Index.of("to", 1).plus(at), v)));
                }
            }
        }
        return code.build();
    }

    /** Of the sums of the window whose first pixel is {@code first}. */
    private CodeBlock maximum(int first, int positions, int vector) {
        List<CodeBlock> sums = new ArrayList<>();
        for (int row = 0; row < pool.rows(); row++) {
            for (int column = 0; column < pool.columns(); column++) {
                sums.add(CodeBlock.of("$L", sum(first + row * positions + column, vector)));
            }
        }
        return VectorMaxPool.maximum(sums);
    }

    private CodeBlock loops(int high, int positions, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        boolean overRows = rows.taps() > 1;
        boolean overChannels = reduce > 1;
        boolean together = overRows && overChannels && reduce <= FEW && !someRows;
        code.add(
                Comment.of(
                        "What is loaded of the source serves all kernel columns that see it$L.",
                        together ? "; a step is a channel of a kernel row" : ""));
        if (together) {
            code.beginControlFlow("for (int step = 0; step < $L; step++)", rows.taps() * reduce)
                    .addStatement("int kernelRow = step / $L", reduce)
                    .addStatement("int channel = step % $L", reduce);
        } else {
            if (overRows) {
                code.beginControlFlow(
                        "for (int kernelRow = $L; kernelRow < $L; kernelRow++)",
                        someRows ? "firstRow" : "0",
                        someRows ? "endRow" : Integer.toString(rows.taps()));
            }
            if (overChannels) {
                code.beginControlFlow("for (int channel = 0; channel < $L; channel++)", reduce);
            }
        }
        code.addStatement(
                "int x = $L",
                Index.of("from", 1)
                        .plus(overRows ? "kernelRow" : "0", rows.sourceTap() * source.rowPitch)
                        .plus(overChannels ? "channel" : "0", source.channelPitch));
        code.addStatement(
                "int w = $L",
                Index.of("tap", 1)
                        .plus(overRows ? "kernelRow" : "0", rows.weightTap() * strides.row())
                        .plus(overChannels ? "channel" : "0", strides.reduce()));
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
                                                .plus(t * columns.weightTap() * strides.column()),
                                        v)));
            }
        }
        for (int row = 0; row < high; row++) {
            code.add(products(row, positions, vectors));
        }
        if (together || overRows) {
            code.endControlFlow();
        }
        if (!together && overChannels) {
            code.endControlFlow();
        }
        return code.build();
    }

    /** Source positions in the order in which every pixel meets its taps one after the other. */
    private CodeBlock products(int row, int positions, int vectors) {
        int span = (columns.taps() - 1) * columns.sourceTap();
        int first = Math.min(0, span);
        int last = Math.max(0, span) + (positions - 1) * columns.sourceStep();
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i <= last - first; i++) {
            int at = columns.sourceTap() < 0 ? last - i : first + i;
            String x = "x" + (row == 0 ? "" : row + "_") + i;
            CodeBlock.Builder used = CodeBlock.builder();
            for (int t = 0; t < columns.taps(); t++) {
                int distance = at - t * columns.sourceTap();
                int p = distance / columns.sourceStep();
                boolean sees =
                        distance >= 0 && distance % columns.sourceStep() == 0 && p < positions;
                for (int v = 0; sees && v < vectors; v++) {
                    used.addStatement(
                            "$1L = $2L.fma(w$3L_$4L, $1L)",
                            sum(row * positions + p, v),
                            source.load == Load.VECTORS ? x + "_" + v : x,
                            t,
                            v);
                }
            }
            CodeBlock products = used.build();
            if (!products.isEmpty()) {
                int offset = at * source.columnPitch + row * rows.sourceStep() * source.rowPitch;
                code.add(load(x, Index.of("x", 1).plus(offset), vectors)).add(products);
            }
        }
        return code.build();
    }

    private CodeBlock load(String x, Index index, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        switch (source.load) {
            case BROADCAST ->
                    code.addStatement(
                            "$T $L = $L",
                            Lanes.FLOAT_VECTOR,
                            x,
                            Lanes.broadcast(CodeBlock.of("source[$L]", index)));
            case VECTOR ->
                    code.addStatement(
                            "$T $L = $L", Lanes.FLOAT_VECTOR, x, Lanes.load("source", index));
            case VECTORS -> {
                for (int v = 0; v < vectors; v++) {
                    code.addStatement(
                            "$T $L_$L = $L",
                            Lanes.FLOAT_VECTOR,
                            x,
                            v,
                            Lanes.load("source", Lanes.behind(index, v)));
                }
            }
        }
        return code.build();
    }

    private static String sum(int position, int vector) {
        return "sum" + position + "_" + vector;
    }
}
