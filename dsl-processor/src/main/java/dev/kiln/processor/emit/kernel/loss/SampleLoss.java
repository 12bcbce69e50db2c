package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;

/**
 * The loss of each sample: the sum of what {@code body} adds to {@code loss} for each of its
 * numbers {@code i}; in double precision.
 */
public final class SampleLoss {

    private SampleLoss() {}

    static CodeBlock over(int size, CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addStatement("int from = $L", Index.of("sample", size))
                .addStatement("double loss = 0.0")
                .beginControlFlow("for (int i = from; i < from + $L; i++)", size)
                .add(body)
                .endControlFlow()
                .addStatement("losses[sample] = loss")
                .endControlFlow()
                .build();
    }
}
