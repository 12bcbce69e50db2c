package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;

/**
 * The mean of what {@code body} adds to {@code loss} for each number {@code i} of the batch; the
 * sum is in double precision.
 */
final class MeanLoss {

    private MeanLoss() {}

    static CodeBlock over(int size, CodeBlock body) {
        return CodeBlock.builder()
                .addStatement("int n = $L", Index.of("samples", size))
                .addStatement("double loss = 0.0")
                .beginControlFlow("for (int i = 0; i < n; i++)")
                .add(body)
                .endControlFlow()
                .addStatement("return loss / n")
                .build();
    }
}
