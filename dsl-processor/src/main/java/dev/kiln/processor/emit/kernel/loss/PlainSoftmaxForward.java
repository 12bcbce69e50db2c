package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.graph.kernel.SoftmaxForward;

/** Softmax along channels; {@code from} is the index of a pixel's first one. */
public final class PlainSoftmaxForward {

    private PlainSoftmaxForward() {}

    public static CodeBlock body(SoftmaxForward k) {
        return Sweep.overPixels(
                k.pixels(),
                k.channels(),
                CodeBlock.builder()
                        .addStatement("float maximum = input[from]")
                        .beginControlFlow("for (int i = 1; i < $L; i++)", k.channels())
                        .addStatement("maximum = Math.max(maximum, input[from + i])")
                        .endControlFlow()
                        .add(Comment.of("Less the maximum, no power overflows."))
                        .addStatement("float sum = 0f")
                        .beginControlFlow("for (int i = 0; i < $L; i++)", k.channels())
                        .addStatement(
                                "float power = $T.exp(input[from + i] - maximum)",
                                ActivationCode.ELEMENTARY)
                        .addStatement("output[from + i] = power")
                        .addStatement("sum += power")
                        .endControlFlow()
                        .beginControlFlow("for (int i = 0; i < $L; i++)", k.channels())
                        .addStatement("output[from + i] /= sum")
                        .endControlFlow()
                        .build());
    }
}
