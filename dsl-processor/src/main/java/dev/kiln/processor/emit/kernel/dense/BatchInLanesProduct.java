package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterTranspose;
import dev.kiln.processor.emit.code.RegisterTranspose.Matrix;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The input gradient of a dense layer with a lane for each sample, so that the weights are read as
 * they are, once for {@value #SAMPLES} samples, where lanes across the inputs would need them
 * transposed in every call. A tile holds the gradients by some inputs; each is the same chain over
 * the outputs as in plain Java.
 */
public final class BatchInLanesProduct {

    /** Samples at once: two of the widest vectors, which a weight serves. */
    public static final int SAMPLES = 2 * Lanes.MOST;

    /** Inputs whose gradients are transposed together; as many sums are in registers at once. */
    private static final int BLOCK = Lanes.MOST;

    private final DenseInputGradient k;

    private BatchInLanesProduct(DenseInputGradient k) {
        this.k = k;
    }

    /** Floats of {@code scratch}: the output's gradients, and a block of the input's. */
    static int scratch(DenseInputGradient k) {
        return new BatchInLanesProduct(k).sums() + BLOCK * SAMPLES;
    }

    private int sums() {
        return k.outputs() * SAMPLES;
    }

    /** Where transposing the weights would take longer, in a call with a sample for each lane. */
    static boolean exists(DenseInputGradient k) {
        int weights = k.inputs() * k.outputs();
        int gradients = Lanes.MOST * k.rows() * (k.inputs() + k.outputs());
        return Lanes.fill(k.inputs()) && weights > gradients;
    }

    static List<MethodSpec> methods(DenseInputGradient k, MethodSpec.Builder signature) {
        return new BatchInLanesProduct(k).methods(signature);
    }

    private List<MethodSpec> methods(MethodSpec.Builder signature) {
        signature
                .addCode(
                        new Sizes()
                                .count(k.inputs(), "inputs of a row")
                                .count(k.outputs(), "units")
                                .number(sums(), "where sums begin in scratch")
                                .comment())
                .addComment("Some rows at once, a lane for each.")
                .addStatement("int rows = $L", Index.of("samples", k.rows()))
                .beginControlFlow("for (int row = 0; row < rows; row += $L)", SAMPLES)
                .addStatement("int some = Math.min($L, rows - row)", SAMPLES)
                .beginControlFlow("if (some < $L)", SAMPLES)
                .addStatement("$T.fill(scratch, 0, $L, 0f)", Arrays.class, sums())
                .endControlFlow()
                .addComment("From row after row to unit after unit.")
                .addCode(
                        RegisterTranspose.code(
                                new Matrix(
                                        "outputGradient",
                                        Index.of("row", k.outputs()),
                                        k.outputs()),
                                "some",
                                k.outputs(),
                                new Matrix("scratch", 0, SAMPLES)))
                .addCode(blocks())
                .endControlFlow();
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.build());
        methods.add(tile(1));
        methods.add(tile(2));
        methods.addAll(RegisterTranspose.methods());
        return methods;
    }

    private CodeBlock blocks() {
        CodeBlock.Builder code = CodeBlock.builder();
        boolean whole = k.inputs() % BLOCK == 0;
        String next = whole ? "i" : "iNext";
        code.add(Comment.of("Tiles of some inputs, then back to row after row."));
        code.beginControlFlow("for (int $1L = 0; $1L < $2L; $1L += $3L)", next, k.inputs(), BLOCK);
        if (!whole) {
            code.addStatement("int i = Math.min(iNext, $L)", k.inputs() - BLOCK);
        }
        code.beginControlFlow("for (int lane = 0; lane < some; lane += $L)", Lanes.length(2))
                .beginControlFlow("if (lane + $L < some)", Lanes.length(1))
                .add(call(2, 0))
                .add(call(2, inputs(2)))
                .nextControlFlow("else")
                .add(call(1, 0))
                .endControlFlow()
                .endControlFlow();
        return code.add(
                        RegisterTranspose.code(
                                new Matrix("scratch", sums(), SAMPLES),
                                BLOCK,
                                "some",
                                new Matrix(
                                        "inputGradient",
                                        Index.of("row", k.inputs()).plus("i", 1),
                                        k.inputs())))
                .endControlFlow()
                .build();
    }

    private String name(int vectors) {
        return k.name() + "Tile" + vectors;
    }

    private static int inputs(int vectors) {
        return BLOCK / vectors;
    }

    private CodeBlock call(int vectors, int first) {
        return CodeBlock.builder()
                .addStatement(
                        "$L(weight, $L, scratch, lane, $L)",
                        name(vectors),
                        Index.of("i", k.outputs()).plus(first * k.outputs()),
                        Index.of("lane", 1).plus(sums() + first * SAMPLES))
                .build();
    }

    private MethodSpec tile(int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Each gradient that is loaded serves all inputs."));
        forSums(
                vectors,
                (i, v) ->
                        code.addStatement(
                                "$T sum$L_$L = $L", Lanes.FLOAT_VECTOR, i, v, Lanes.zero()));
        code.beginControlFlow("for (int o = 0; o < $L; o++)", k.outputs());
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$T g$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("scratch", Lanes.behind(Index.of("o", SAMPLES).plus("lane", 1), v)));
        }
        for (int i = 0; i < inputs(vectors); i++) {
            code.addStatement(
                    "$T w$L = $L",
                    Lanes.FLOAT_VECTOR,
                    i,
                    Lanes.broadcast(
                            CodeBlock.of(
                                    "weight[$L]",
                                    Index.of("w", 1).plus("o", 1).plus(i * k.outputs()))));
            for (int v = 0; v < vectors; v++) {
                code.addStatement("sum$1L_$2L = w$1L.fma(g$2L, sum$1L_$2L)", i, v);
            }
        }
        code.endControlFlow();
        forSums(
                vectors,
                (i, v) ->
                        code.add(
                                Epilogue.store(
                                        Activation.NONE,
                                        "sum" + i + "_" + v,
                                        "scratch",
                                        Lanes.behind(Index.of("to", 1).plus(i * SAMPLES), v))));
        return MethodSpec.methodBuilder(name(vectors))
                .addJavadoc(
                        "$L inputs, $L of samples.\n",
                        inputs(vectors),
                        vectors == 1 ? "a vector" : vectors + " vectors")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "weight")
                .addParameter(int.class, "w")
                .addParameter(float[].class, "scratch")
                .addParameter(int.class, "lane")
                .addParameter(int.class, "to")
                .addCode(code.build())
                .build();
    }

    private interface Sum {
        void at(int input, int vector);
    }

    private static void forSums(int vectors, Sum sum) {
        for (int i = 0; i < inputs(vectors); i++) {
            for (int v = 0; v < vectors; v++) {
                sum.at(i, v);
            }
        }
    }
}
