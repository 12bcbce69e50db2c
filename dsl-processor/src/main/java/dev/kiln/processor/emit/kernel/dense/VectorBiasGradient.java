package dev.kiln.processor.emit.kernel.dense;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.BiasGradient;
import java.util.List;

/** Column sums of the output gradient, with lanes across the channels. */
public final class VectorBiasGradient {

    private static final int MOST_VECTORS = 8;

    private VectorBiasGradient() {}

    /** Sums are added to in place, so none must be taken twice by vectors that overlap. */
    public static boolean exists(BiasGradient k) {
        return Lanes.whole(k.channels(), 1);
    }

    public static List<MethodSpec> methods(BiasGradient k, MethodSpec.Builder signature) {
        String lanes = k.name() + "Lanes";
        int vectors = MOST_VECTORS;
        while (!Lanes.whole(k.channels(), vectors)) {
            vectors /= 2;
        }
        CodeBlock call =
                CodeBlock.builder()
                        .addStatement("$L(pixels, outputGradient, lane, biasGradient)", lanes)
                        .build();
        signature
                .addStatement("int pixels = $L", Index.of("samples", k.pixels()))
                .addCode(Lanes.blocks("lane", k.channels(), vectors, call));
        return List.of(signature.build(), method(k, lanes, vectors));
    }

    private static MethodSpec method(BiasGradient k, String name, int vectors) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$T sum$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("biasGradient", Lanes.behind("lane", v)));
        }
        code.addStatement("int end = $L", Index.of("pixels", k.channels()));
        code.beginControlFlow("for (int i = lane; i < end; i += $L)", k.channels());
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "sum$1L = sum$1L.add($2L)", v, Lanes.load("gradient", Lanes.behind("i", v)));
        }
        code.endControlFlow();
        for (int v = 0; v < vectors; v++) {
            code.addStatement("sum$L.intoArray(biasGradient, $L)", v, Lanes.behind("lane", v));
        }
        return MethodSpec.methodBuilder(name)
                .addJavadoc("All pixels, $L of channels.\n", Comment.some(vectors, "vector"))
                .addModifiers(PRIVATE, STATIC)
                .addParameter(int.class, "pixels")
                .addParameter(float[].class, "gradient")
                .addParameter(int.class, "lane")
                .addParameter(float[].class, "biasGradient")
                .addCode(code.build())
                .build();
    }
}
