package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.graph.kernel.SoftmaxBackward;

/** The gradient of softmax along channels; {@code from} is the index of a pixel's first one. */
public final class PlainSoftmaxBackward {

    private PlainSoftmaxBackward() {}

    public static CodeBlock body(SoftmaxBackward k) {
        return Sweep.overPixels(
                k.pixels(),
                k.channels(),
                CodeBlock.builder()
                        .add(Comment.of("The mean of the gradients, weighted by the output."))
                        .addStatement("float mean = 0f")
                        .beginControlFlow("for (int i = 0; i < $L; i++)", k.channels())
                        .addStatement(
                                "mean = Math.fma(outputGradient[from + i], output[from + i], mean)")
                        .endControlFlow()
                        .beginControlFlow("for (int i = 0; i < $L; i++)", k.channels())
                        .addStatement(
                                "inputGradient[from + i] ="
                                        + " output[from + i] * (outputGradient[from + i] - mean)")
                        .endControlFlow()
                        .build());
    }
}
