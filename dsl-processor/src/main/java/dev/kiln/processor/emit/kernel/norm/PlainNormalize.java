package dev.kiln.processor.emit.kernel.norm;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.ActivationGradient;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.RunningInputGradient;

/** Batch normalization: one factor for each channel first, then one sweep. */
public final class PlainNormalize {

    private PlainNormalize() {}

    public static CodeBlock forward(Normalize k) {
        CodeBlock.Builder pixel =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int channel = 0; channel < $L; channel++)", k.channels())
                        .addStatement("float distance = input[from + channel] - mean[channel]")
                        .addStatement(
                                k.affine()
                                        ? "float y = Math.fma(distance, scratch[channel], shift[channel])"
                                        : "float y = distance * scratch[channel]");
        if (k.addend()) {
            pixel.addStatement("y += addend[from + channel]");
        }
        pixel.addStatement(
                "output[$L] = $L",
                Sweep.placed(k.slice()),
                ActivationCode.apply(k.activation(), CodeBlock.of("y")));
        pixel.endControlFlow();
        return CodeBlock.builder()
                .add(factors(k.channels(), k.epsilon(), k.affine()))
                .add(Sweep.overPixels(k.pixels(), k.slice(), pixel.build()))
                .build();
    }

    /** {@code scale / sqrt(variance + epsilon)} of each channel. */
    public static CodeBlock factors(int channels, float epsilon, boolean affine) {
        return CodeBlock.builder()
                .add(Comment.of("The factor of each channel."))
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                .addStatement("double deviation = $L", deviation(epsilon))
                .addStatement(
                        "scratch[channel] = (float) ($L / deviation)",
                        affine ? "scale[channel]" : "1")
                .endControlFlow()
                .build();
    }

    /** In double precision: it is computed once a channel. */
    static String deviation(float epsilon) {
        return "Math.sqrt((double) variance[channel] + " + epsilon + ")";
    }

    public static CodeBlock inputGradient(NormalizeInputGradient k) {
        int channels = k.channels();
        CodeBlock pixel =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int channel = 0; channel < $L; channel++)", channels)
                        .addStatement("float distance = mean[channel] - input[from + channel]")
                        .addStatement(
                                "float centered = Math.fma(outputGradient[$L], factors[channel],"
                                        + " factors[channel + $L])",
                                Sweep.placed(k.slice()),
                                channels)
                        .addStatement(
                                "inputGradient[from + channel] = Math.fma(distance, factors[channel +"
                                        + " $L], centered)",
                                2 * channels)
                        .endControlFlow()
                        .build();
        return Sweep.overPixels(k.pixels(), k.slice(), pixel);
    }

    public static CodeBlock runningInputGradient(RunningInputGradient k) {
        CodeBlock.Builder pixel =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int channel = 0; channel < $L; channel++)", k.channels())
                        .add(
                                ActivationGradient.declare(
                                        k.activation(), Sweep.placed(k.slice()), "gradient"))
                        .addStatement(
                                "inputGradient[from + channel] = gradient * scratch[channel]");
        if (k.addend()) {
            pixel.addStatement("addendGradient[from + channel] = gradient");
        }
        pixel.endControlFlow();
        return CodeBlock.builder()
                .add(factors(k.channels(), k.epsilon(), k.affine()))
                .add(Sweep.overPixels(k.pixels(), k.slice(), pixel.build()))
                .build();
    }
}
