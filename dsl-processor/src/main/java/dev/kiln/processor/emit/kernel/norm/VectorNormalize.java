package dev.kiln.processor.emit.kernel.norm;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.ActivatedGradient;
import dev.kiln.processor.emit.code.Epilogue;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.RunningInputGradient;
import java.util.List;

/**
 * Batch normalization and its gradient by the input: sample by sample, a vector of channels at a
 * time, whose constants stay in registers while the pixels go by.
 */
public final class VectorNormalize {

    private VectorNormalize() {}

    /** May work in place, so vectors must not overlap. */
    public static boolean exists(Normalize k) {
        return Lanes.whole(k.channels(), 1) && ActivatedGradient.exists(k.activation());
    }

    /** May work in place, so vectors must not overlap. */
    public static boolean exists(NormalizeInputGradient k) {
        return Lanes.whole(k.channels(), 1);
    }

    /** May work in place, so vectors must not overlap. */
    public static boolean exists(RunningInputGradient k) {
        return Lanes.whole(k.channels(), 1) && ActivatedGradient.exists(k.activation());
    }

    public static List<MethodSpec> forward(Normalize k, MethodSpec.Builder signature) {
        CodeBlock.Builder code = CodeBlock.builder();
        constant(code, "middle", "mean", "lane");
        constant(code, "factor", "scratch", "lane");
        if (k.affine()) {
            constant(code, "offset", "shift", "lane");
        }
        CodeBlock distance = CodeBlock.of("$L.sub(middle)", Lanes.load("input", "i"));
        CodeBlock y =
                k.affine()
                        ? CodeBlock.of("$L.fma(factor, offset)", distance)
                        : CodeBlock.of("$L.mul(factor)", distance);
        CodeBlock sum = k.addend() ? CodeBlock.of("$L.add($L)", y, Lanes.load("addend", "i")) : y;
        CodeBlock body =
                CodeBlock.builder()
                        .addStatement("$T y = $L", Lanes.FLOAT_VECTOR, sum)
                        .add(Epilogue.store(k.activation(), "y", "output", at(k.slice())))
                        .build();
        code.add(overPixels(k.pixels(), k.slice(), body));
        signature.addCode(PlainNormalize.factors(k.channels(), k.epsilon(), k.affine()));
        return methods(k, signature, k.pixels(), k.slice(), code.build());
    }

    public static List<MethodSpec> inputGradient(
            NormalizeInputGradient k, MethodSpec.Builder signature) {
        int channels = k.channels();
        CodeBlock.Builder code = CodeBlock.builder();
        constant(code, "middle", "mean", "lane");
        constant(code, "factor", "factors", "lane");
        constant(code, "ofGradient", "factors", Index.of("lane", 1).plus(channels));
        constant(code, "ofProduct", "factors", Index.of("lane", 1).plus(2 * channels));
        CodeBlock body =
                CodeBlock.builder()
                        .addStatement(
                                "$T distance = middle.sub($L)",
                                Lanes.FLOAT_VECTOR,
                                Lanes.load("input", "i"))
                        .addStatement(
                                "$T centered = $L.fma(factor, ofGradient)",
                                Lanes.FLOAT_VECTOR,
                                Lanes.load("outputGradient", at(k.slice())))
                        .addStatement(
                                "distance.fma(ofProduct, centered).intoArray(inputGradient, i)")
                        .build();
        code.add(overPixels(k.pixels(), k.slice(), body));
        return methods(k, signature, k.pixels(), k.slice(), code.build());
    }

    public static List<MethodSpec> runningInputGradient(
            RunningInputGradient k, MethodSpec.Builder signature) {
        CodeBlock.Builder body = CodeBlock.builder();
        body.add(ActivatedGradient.declare(k.activation(), "gradient", at(k.slice())));
        body.addStatement("gradient.mul(factor).intoArray(inputGradient, i)");
        if (k.addend()) {
            body.addStatement("gradient.intoArray(addendGradient, i)");
        }
        CodeBlock.Builder code = CodeBlock.builder();
        constant(code, "factor", "scratch", "lane");
        code.add(ActivatedGradient.open(k.activation()));
        code.add(overPixels(k.pixels(), k.slice(), body.build()));
        signature.addCode(PlainNormalize.factors(k.channels(), k.epsilon(), k.affine()));
        return methods(k, signature, k.pixels(), k.slice(), code.build());
    }

    private static void constant(CodeBlock.Builder code, String name, String array, Object at) {
        code.addStatement("$T $L = $L", Lanes.FLOAT_VECTOR, name, Lanes.load(array, at));
    }

    /** Where the output is: at {@code i} too, if no other channels lie between its pixels. */
    private static String at(ChannelSlice slice) {
        return slice.isWhole() ? "i" : "to";
    }

    /** All pixels of the sample that begins at {@code from}, one vector of each. */
    private static CodeBlock overPixels(int pixels, ChannelSlice slice, CodeBlock body) {
        int channels = slice.channels();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int end = from + $L", pixels * channels);
        if (slice.isWhole()) {
            code.beginControlFlow("for (int i = from + lane; i < end; i += $L)", channels);
        } else {
            code.beginControlFlow(
                    "for (int i = from + lane, to = placed + lane; i < end; i += $L, to += $L)",
                    channels,
                    slice.total());
        }
        return code.add(body).endControlFlow().build();
    }

    /** The kernel, which calls a method for each sample and vector of channels. */
    private static List<MethodSpec> methods(
            Kernel k,
            MethodSpec.Builder signature,
            int pixels,
            ChannelSlice slice,
            CodeBlock body) {
        String name = k.name() + "Lanes";
        CodeBlock.Builder arguments = CodeBlock.builder();
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addJavadoc("The pixels of a sample, a vector of channels.\n")
                        .addModifiers(PRIVATE, STATIC)
                        .addParameter(int.class, "from");
        arguments.add("$L", Index.of("sample", pixels * slice.channels()));
        if (!slice.isWhole()) {
            method.addParameter(int.class, "placed");
            arguments.add(", $L", Index.of("sample", pixels * slice.total()).plus(slice.from()));
        }
        method.addParameter(int.class, "lane");
        arguments.add(", lane");
        for (Argument argument : k.arguments()) {
            method.addParameter(float[].class, argument.name());
            arguments.add(",$W$L", argument.name());
        }
        if (k.scratch() > 0) {
            method.addParameter(float[].class, "scratch");
            arguments.add(",$Wscratch");
        }
        CodeBlock call =
                CodeBlock.builder().addStatement("$L($L)", name, arguments.build()).build();
        signature
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addCode(Lanes.blocks("lane", slice.channels(), 1, call))
                .endControlFlow();
        return List.of(signature.build(), method.addCode(body).build());
    }
}
