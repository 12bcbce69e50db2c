package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import java.util.ArrayList;
import java.util.List;

/**
 * Weight gradients of dense layers and 1x1 convolutions, with lanes across the outputs: the sums of
 * a few inputs stay in registers while rows go by, a block of rows at a time so that it stays in
 * the cache. Rows that are far apart are packed first.
 */
final class VectorDenseWeightGradient {

    /** Rows in a block. */
    private static final int BLOCK = 256;

    /** Inputs of a row from which on neighbouring rows fall on the same lines of the cache. */
    private static final int FAR = 512;

    private final DenseWeightGradient k;
    private final TileChoice choice;

    private VectorDenseWeightGradient(DenseWeightGradient k) {
        this.k = k;
        this.choice = TileChoice.of(k.inputs(), k.outputs(), 1, 1);
    }

    static List<MethodSpec> methods(DenseWeightGradient k, MethodSpec.Builder signature) {
        return new VectorDenseWeightGradient(k).methods(signature);
    }

    static int scratch(DenseWeightGradient k) {
        VectorDenseWeightGradient g = new VectorDenseWeightGradient(k);
        return g.copied() + (g.sums().narrow() ? BLOCK * k.outputs() + Lanes.MOST : 0);
    }

    private boolean packs() {
        return k.inputs() >= FAR;
    }

    private Sums sums() {
        int packed = packs() ? BLOCK * choice.positions() : 0;
        return new Sums(k.inputs(), k.outputs(), choice.vectors(), packed);
    }

    /** Where the gradients of a block are copied to, if vectors reach over their end. */
    private int copied() {
        return sums().start() + (sums().inPlace() ? 0 : sums().size());
    }

    private List<MethodSpec> methods(MethodSpec.Builder signature) {
        int tile = choice.positions();
        int whole = k.inputs() - k.inputs() % tile;
        List<MethodSpec> methods = new ArrayList<>();
        signature
                .addStatement("int rows = $L", Index.of("samples", k.rows()))
                .addCode(sums().open())
                .beginControlFlow("for (int block = 0; block < rows; block += $L)", BLOCK)
                .addStatement("int some = Math.min($L, rows - block)", BLOCK);
        if (sums().narrow()) {
            signature
                    .addComment("Vectors reach over the last row.")
                    .addStatement(
                            "System.arraycopy(outputGradient, $L, scratch, $L, $L)",
                            Index.of("block", k.outputs()),
                            copied(),
                            Index.of("some", k.outputs()));
        }
        signature
                .beginControlFlow("for (int i = 0; i < $L; i += $L)", whole, tile)
                .addCode(some("i", tile))
                .endControlFlow();
        methods.add(method(tile));
        if (whole < k.inputs()) {
            signature.addCode(some(Integer.toString(whole), k.inputs() - whole));
            methods.add(method(k.inputs() - whole));
        }
        methods.add(0, signature.endControlFlow().addCode(sums().close()).build());
        return methods;
    }

    private CodeBlock some(String i, int inputs) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (packs()) {
            code.beginControlFlow("for (int row = 0; row < some; row++)")
                    .addStatement(
                            "System.arraycopy(input, $L, scratch, $L, $L)",
                            Index.of("(block + row)", k.inputs()).plus(i, 1),
                            Index.of("row", inputs),
                            inputs)
                    .endControlFlow();
        }
        Index at =
                Index.of(i, sums().pitch())
                        .plus(sums().lane(), 1)
                        .plus(sums().inPlace() ? 0 : sums().start());
        CodeBlock call =
                CodeBlock.builder()
                        .addStatement(
                                "$L(some, $L, $L,$W$L, $L,$W$L, $L)",
                                tile(inputs),
                                packs() ? "scratch" : "input",
                                packs() ? "0" : Index.of("block", k.inputs()).plus(i, 1),
                                sums().narrow() ? "scratch" : "outputGradient",
                                sums().narrow()
                                        ? Index.of("lane", 1).plus(copied())
                                        : Index.of("block", k.outputs()).plus("lane", 1),
                                sums().array(),
                                at)
                        .build();
        return code.add(Lanes.blocks("lane", k.outputs(), choice.vectors(), call)).build();
    }

    private String tile(int inputs) {
        return k.name() + "Tile" + inputs;
    }

    private MethodSpec method(int inputs) {
        return MethodSpec.methodBuilder(tile(inputs))
                .addJavadoc(
                        "$L inputs, $L of outputs; a block of rows.\n",
                        inputs,
                        choice.vectors() == 1 ? "a vector" : choice.vectors() + " vectors")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "rows")
                .addParameter(float[].class, "source")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "gradient")
                .addParameter(int.class, "slope")
                .addParameter(float[].class, "sums")
                .addParameter(int.class, "at")
                .addCode(body(inputs))
                .build();
    }

    private CodeBlock body(int inputs) {
        int lanes = k.outputs();
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < inputs; i++) {
            for (int v = 0; v < choice.vectors(); v++) {
                code.addStatement(
                        "$T sum$L_$L = $L", Lanes.FLOAT_VECTOR, i, v, Lanes.load("sums", at(i, v)));
            }
        }
        code.beginControlFlow("for (int row = 0; row < rows; row++)");
        code.addStatement(
                "int x = $L", Index.of("from", 1).plus("row", packs() ? inputs : k.inputs()));
        code.addStatement("int g = $L", Index.of("slope", 1).plus("row", lanes));
        for (int v = 0; v < choice.vectors(); v++) {
            code.addStatement(
                    "$T g$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("gradient", Lanes.behind("g", v)));
        }
        for (int i = 0; i < inputs; i++) {
            code.addStatement(
                    "$T x$L = $L",
                    Lanes.FLOAT_VECTOR,
                    i,
                    Lanes.broadcast(CodeBlock.of("source[$L]", Index.of("x", 1).plus(i))));
            for (int v = 0; v < choice.vectors(); v++) {
                code.addStatement("sum$1L_$2L = x$1L.fma(g$2L, sum$1L_$2L)", i, v);
            }
        }
        code.endControlFlow();
        for (int i = 0; i < inputs; i++) {
            for (int v = 0; v < choice.vectors(); v++) {
                code.add(Epilogue.store(Activation.NONE, "sum" + i + "_" + v, "sums", at(i, v)));
            }
        }
        return code.build();
    }

    private String at(int input, int vector) {
        return Lanes.behind(Index.of("at", 1).plus(input * sums().pitch()), vector);
    }
}
