package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterBlocking;
import dev.kiln.processor.emit.code.Sizes;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.WinogradTiling;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of patches and weights at each of the 36 positions: rows of channels times a matrix.
 *
 * @param patches how many there are of a block of rows, or of an image
 * @param reduce channels of the source
 * @param lanes channels of the result
 */
public record WinogradProduct(String name, int patches, int reduce, int lanes, Places places) {

    /** In {@code scratch}, and the distance of two positions. */
    record Places(int patches, int patchPitch, int weightPitch, int sums, int sumPitch) {}

    private RegisterBlocking choice() {
        return RegisterBlocking.of(patches, lanes, 1, 1);
    }

    /** {@code nameProducts(images, scratch, transformed)}. */
    MethodSpec method() {
        int rows = choice().positions();
        int whole = patches - patches % rows;
        CodeBlock.Builder calls = CodeBlock.builder();
        calls.beginControlFlow("for (int image = 0; image < images; image++)")
                .addStatement("int first = $L", Index.of("image", patches));
        if (whole == rows) {
            calls.add(call("first", rows));
        } else {
            calls.beginControlFlow(
                            "for (int patch = first; patch < first + $L; patch += $L)", whole, rows)
                    .add(call("patch", rows))
                    .endControlFlow();
        }
        if (whole < patches) {
            calls.add(call("(first + " + whole + ")", patches - whole));
        }
        calls.endControlFlow();
        return MethodSpec.methodBuilder(name + "Products")
                .addJavadoc("The sums of all positions.\n")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "images")
                .addParameter(float[].class, "scratch")
                .addParameter(float[].class, "transformed")
                .addCode(
                        new Sizes()
                                .number(
                                        places.patchPitch,
                                        "from position to position of the patches")
                                .number(places.weightPitch, "of the weights")
                                .number(places.sumPitch, "of the sums")
                                .number(places.patches, "where patches begin in scratch")
                                .number(places.sums, "where sums begin")
                                .comment())
                .beginControlFlow(
                        "for (int position = 0; position < $L; position++)",
                        WinogradTiling.POSITIONS)
                .addCode(Lanes.blocks("lane", lanes, choice().vectors(), calls.build()))
                .endControlFlow()
                .build();
    }

    private CodeBlock call(String patch, int rows) {
        Index from =
                Index.of("position", places.patchPitch).plus(patch, reduce).plus(places.patches);
        Index weights = Index.of("position", places.weightPitch).plus("lane", 1);
        Index to =
                Index.of("position", places.sumPitch)
                        .plus(patch, lanes)
                        .plus("lane", 1)
                        .plus(places.sums);
        return CodeBlock.builder()
                .addStatement(
                        "$L(scratch,$W$L,$Wtransformed,$W$L,$W$L)", tile(rows), from, weights, to)
                .build();
    }

    private String tile(int rows) {
        return name + "Tile" + rows;
    }

    List<MethodSpec> methods() {
        List<MethodSpec> methods = new ArrayList<>();
        int rows = choice().positions();
        methods.add(method(rows));
        if (patches % rows > 0) {
            methods.add(method(patches % rows));
        }
        return methods;
    }

    private MethodSpec method(int rows) {
        int vectors = choice().vectors();
        return MethodSpec.methodBuilder(tile(rows))
                .addJavadoc(
                        "$L patches, $L of channels.\n",
                        rows,
                        vectors == 1 ? "a vector" : vectors + " vectors")
                .addModifiers(PRIVATE, STATIC)
                .addParameter(float[].class, "scratch")
                .addParameter(int.class, "from")
                .addParameter(float[].class, "transformed")
                .addParameter(int.class, "weights")
                .addParameter(int.class, "to")
                .addCode(body(rows, vectors))
                .build();
    }

    private CodeBlock body(int rows, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("Each weight that is loaded serves all patches."));
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                code.addStatement("$T sum$L_$L = $L", Lanes.FLOAT_VECTOR, r, v, Lanes.zero());
            }
        }
        code.beginControlFlow("for (int channel = 0; channel < $L; channel++)", reduce);
        for (int v = 0; v < vectors; v++) {
            Index at = Index.of("weights", 1).plus("channel", lanes);
            code.addStatement(
                    "$T w$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("transformed", Lanes.behind(at, v)));
        }
        for (int r = 0; r < rows; r++) {
            Index at = Index.of("from", 1).plus("channel", 1).plus(r * reduce);
            code.addStatement(
                    "$T x$L = $L",
                    Lanes.FLOAT_VECTOR,
                    r,
                    Lanes.broadcast(CodeBlock.of("scratch[$L]", at)));
            for (int v = 0; v < vectors; v++) {
                code.addStatement("sum$1L_$2L = x$1L.fma(w$2L, sum$1L_$2L)", r, v);
            }
        }
        code.endControlFlow();
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) {
                Index at = Index.of("to", 1).plus(r * lanes);
                code.add(
                        Epilogue.store(
                                Activation.NONE,
                                "sum" + r + "_" + v,
                                "scratch",
                                Lanes.behind(at, v)));
            }
        }
        return code.build();
    }
}
