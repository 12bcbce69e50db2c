package dev.kiln.processor.emit.kernel.norm;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.ActivatedGradient;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import java.util.List;

/** Two sums for each channel, with lanes across the channels, over runs of pixels. */
public final class VectorNormalizeGradientSums {

    private static final int MOST_VECTORS = 4;

    private VectorNormalizeGradientSums() {}

    /** In place too though vectors may overlap: the gradient of ReLU twice is that once. */
    public static boolean exists(NormalizeGradientSums k) {
        return Lanes.fill(k.channels()) && ActivatedGradient.exists(k.activation());
    }

    public static List<MethodSpec> methods(NormalizeGradientSums k, MethodSpec.Builder signature) {
        String lanes = k.name() + "Lanes";
        boolean activated = !k.activation().isNone();
        CodeBlock call =
                CodeBlock.builder()
                        .addStatement(
                                "$L(samples, lane, outputGradient,$W$Linput,$Wmean,$W$LgradientSum,$WproductSum)",
                                lanes,
                                activated ? "output, " : "",
                                k.keeps() ? "gradient, " : "")
                        .build();
        signature.addCode(Lanes.blocks("lane", k.channels(), vectors(k), call));
        return List.of(signature.build(), method(k, lanes));
    }

    private static int vectors(NormalizeGradientSums k) {
        return Math.min(MOST_VECTORS, k.channels() / Lanes.MOST);
    }

    private static MethodSpec method(NormalizeGradientSums k, String name) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addJavadoc(
                                "All samples, $L of channels.\n",
                                Comment.some(vectors(k), "vector"))
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(int.class, "samples")
                        .addParameter(int.class, "lane")
                        .addParameter(float[].class, "outputGradient");
        if (!k.activation().isNone()) {
            method.addParameter(float[].class, "output");
        }
        method.addParameter(float[].class, "input").addParameter(float[].class, "mean");
        if (k.keeps()) {
            method.addParameter(float[].class, "gradient");
        }
        return method.addParameter(float[].class, "gradientSum")
                .addParameter(float[].class, "productSum")
                .addCode(body(k))
                .build();
    }

    private static CodeBlock body(NormalizeGradientSums k) {
        int vectors = vectors(k);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(ActivatedGradient.open(k.activation()));
        for (int v = 0; v < vectors; v++) {
            code.addStatement(
                    "$T middle$L = $L",
                    Lanes.FLOAT_VECTOR,
                    v,
                    Lanes.load("mean", Lanes.behind("lane", v)));
            code.addStatement("$T sum$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
            code.addStatement("$T product$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
        }
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(Runs.over(k.pixels(), run(k)))
                .endControlFlow();
        for (int v = 0; v < vectors; v++) {
            String lane = Lanes.behind("lane", v);
            code.addStatement("sum$L.intoArray(gradientSum, $L)", v, lane);
            code.addStatement("product$L.intoArray(productSum, $L)", v, lane);
        }
        return code.build();
    }

    private static CodeBlock run(NormalizeGradientSums k) {
        int vectors = vectors(k);
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("A run of pixels has sums of its own: rounding errors grow less."));
        for (int v = 0; v < vectors; v++) {
            code.addStatement("$T runSum$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
            code.addStatement("$T runProduct$L = $L", Lanes.FLOAT_VECTOR, v, Lanes.zero());
        }
        code.add(open(k));
        for (int v = 0; v < vectors; v++) {
            String at = Lanes.behind(k.slice().isWhole() ? "i" : "to", v);
            code.add(ActivatedGradient.declare(k.activation(), "gradient" + v, at));
            if (k.keeps()) {
                code.addStatement("gradient$L.intoArray(gradient, $L)", v, Lanes.behind("i", v));
            }
            code.addStatement("runSum$1L = runSum$1L.add(gradient$1L)", v);
            code.addStatement(
                    "runProduct$1L = gradient$1L.fma($2L.sub(middle$1L), runProduct$1L)",
                    v,
                    Lanes.load("input", Lanes.behind("i", v)));
        }
        code.endControlFlow();
        for (int v = 0; v < vectors; v++) {
            code.addStatement("sum$1L = sum$1L.add(runSum$1L)", v);
            code.addStatement("product$1L = product$1L.add(runProduct$1L)", v);
        }
        return code.build();
    }

    private static CodeBlock open(NormalizeGradientSums k) {
        ChannelSlice slice = k.slice();
        int channels = k.channels();
        String first = Runs.first(k.pixels());
        Index from =
                Index.of("sample", k.pixels() * channels).plus(first, channels).plus("lane", 1);
        CodeBlock.Builder code =
                CodeBlock.builder()
                        .addStatement("int from = $L", from)
                        .addStatement(
                                "int end = from + $L", Index.of(Runs.some(k.pixels()), channels));
        if (slice.isWhole()) {
            return code.beginControlFlow("for (int i = from; i < end; i += $L)", channels).build();
        }
        Index to =
                Index.of("sample", k.pixels() * slice.total())
                        .plus(first, slice.total())
                        .plus("lane", 1)
                        .plus(slice.from());
        return code.beginControlFlow(
                        "for (int i = from, to = $L; i < end; i += $L, to += $L)",
                        to,
                        channels,
                        slice.total())
                .build();
    }
}
