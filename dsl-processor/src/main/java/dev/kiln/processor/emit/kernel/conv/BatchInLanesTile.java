package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.shape.Shape;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The method of a tile of a convolution with a lane for each sample: sums of neighboring pixels and
 * a few channels of the target in registers, each the chain kernel row, channel of the source,
 * kernel column. What is loaded of the source serves all kernel columns and channels; weights are
 * numbers for all lanes. Pixels at the edge leave out the kernel columns that see only zeros.
 *
 * @param source of one sample
 * @param channels of the target
 * @param weights the distance of neighboring weights
 * @param bias whether sums begin with one
 */
public record BatchInLanesTile(
        Axis rows,
        Axis columns,
        Shape source,
        int channels,
        Weights weights,
        boolean bias,
        Activation activation) {

    /** Distances of neighboring weights: in the kernel, and of the channels that they join. */
    record Weights(int row, int column, int source, int target) {}

    /** Numbers from one to the next of the same lane. */
    private static final int SLOT = Lanes.MOST;

    /** Whether a pixel sees the source at a kernel column. */
    boolean sees(int column, int tap) {
        int at = at(column, tap);
        return at >= 0 && at < source.width();
    }

    private int at(int column, int tap) {
        return columns.source() + column * columns.sourceStep() + tap * columns.sourceTap();
    }

    /** The kernel columns that a pixel sees, as bits. */
    int seen(int column) {
        int seen = 0;
        for (int tap = 0; tap < columns.taps(); tap++) {
            seen |= sees(column, tap) ? 1 << tap : 0;
        }
        return seen;
    }

    /** Columns of the source that pixels see from one on, in the order of the kernel's. */
    SortedSet<Integer> positions(int column, int size) {
        SortedSet<Integer> positions = new TreeSet<>();
        for (int p = 0; p < size; p++) {
            for (int tap = 0; tap < columns.taps(); tap++) {
                if (sees(column + p, tap)) {
                    positions.add(at(column + p, tap));
                }
            }
        }
        return columns.sourceTap() < 0 ? ((TreeSet<Integer>) positions).descendingSet() : positions;
    }

    /** Vectors that {@code size} pixels from a column on load for a kernel row and a channel. */
    int loads(int column, int size, int filters) {
        return positions(column, size).size() + filters * columns.taps();
    }

    /** Products that {@code size} pixels need for a kernel row and a channel of the source. */
    int products(int column, int size, int filters) {
        int products = 0;
        for (int p = 0; p < size; p++) {
            products += Integer.bitCount(seen(column + p)) * filters;
        }
        return products;
    }

    /** For {@code size} pixels as they are from {@code column} on, and {@code filters} channels. */
    MethodSpec method(String name, int column, int size, int filters) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addJavadoc("$L neighboring pixels, $L of their channels.\n", size, filters)
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(float[].class, "source")
                        .addParameter(int.class, "from")
                        .addParameter(float[].class, "weight")
                        .addParameter(int.class, "tap");
        if (bias) {
            method.addParameter(float[].class, "bias").addParameter(int.class, "channel");
        }
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Sums begin with $L.", bias ? "the bias" : "0"));
        for (int f = 0; f < filters; f++) {
            for (int p = 0; p < size; p++) {
                code.addStatement(
                        "$T $L = $L",
                        Lanes.FLOAT_VECTOR,
                        sum(f, p),
                        bias
                                ? Lanes.broadcast(
                                        CodeBlock.of("bias[$L]", Index.of("channel", 1).plus(f)))
                                : Lanes.zero());
            }
        }
        code.add(
                        Comment.of(
                                "What is loaded of the source serves all that see it; weights are one number."))
                .add(loops(column, size, filters))
                .add(
                        Comment.of(
                                "The sums are stored$L.",
                                activation.isNone() ? "" : " after the activation"));
        for (int f = 0; f < filters; f++) {
            for (int p = 0; p < size; p++) {
                code.add(
                        Epilogue.store(
                                activation,
                                sum(f, p),
                                "target",
                                Index.of("to", 1).plus((p * channels + f) * SLOT)));
            }
        }
        return method.addParameter(int.class, "firstRow")
                .addParameter(int.class, "endRow")
                .addParameter(float[].class, "target")
                .addParameter(int.class, "to")
                .addCode(code.build())
                .build();
    }

    private CodeBlock loops(int column, int size, int filters) {
        boolean overChannels = source.channels() > 1;
        int row = rows.sourceTap() * source.width() * source.channels() * SLOT;
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow("for (int kernelRow = firstRow; kernelRow < endRow; kernelRow++)");
        if (overChannels) {
            code.beginControlFlow("for (int input = 0; input < $L; input++)", source.channels());
        }
        code.addStatement(
                "int x = $L",
                Index.of("from", 1)
                        .plus("kernelRow", row)
                        .plus(overChannels ? "input" : "0", SLOT));
        code.addStatement(
                "int w = $L",
                Index.of("tap", 1)
                        .plus("kernelRow", rows.weightTap() * weights.row)
                        .plus(overChannels ? "input" : "0", weights.source));
        code.add(turn(column, size, filters));
        if (overChannels) {
            code.endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private CodeBlock turn(int column, int size, int filters) {
        CodeBlock.Builder code = CodeBlock.builder();
        int all = 0;
        for (int p = 0; p < size; p++) {
            all |= seen(column + p);
        }
        for (int tap = 0; tap < columns.taps(); tap++) {
            for (int f = 0; f < filters && (all >> tap & 1) != 0; f++) {
                int at = tap * columns.weightTap() * weights.column + f * weights.target;
                code.addStatement(
                        "$T w$L_$L = $L",
                        Lanes.FLOAT_VECTOR,
                        f,
                        tap,
                        Lanes.broadcast(CodeBlock.of("weight[$L]", Index.of("w", 1).plus(at))));
            }
        }
        int vectors = 0;
        for (int position : positions(column, size)) {
            int distance = position - at(column, 0);
            String x = "x" + vectors++;
            code.addStatement(
                    "$T $L = $L",
                    Lanes.FLOAT_VECTOR,
                    x,
                    Lanes.load(
                            "source", Index.of("x", 1).plus(distance * source.channels() * SLOT)));
            for (int p = 0; p < size; p++) {
                for (int tap = 0; tap < columns.taps(); tap++) {
                    if (at(column + p, tap) == position) {
                        for (int f = 0; f < filters; f++) {
                            code.addStatement("$1L = $2L.fma(w$3L_$4L, $1L)", sum(f, p), x, f, tap);
                        }
                    }
                }
            }
        }
        return code.build();
    }

    private static String sum(int filter, int pixel) {
        return "sum" + filter + "_" + pixel;
    }
}
