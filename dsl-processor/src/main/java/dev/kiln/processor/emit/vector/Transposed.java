package dev.kiln.processor.emit.vector;

import static dev.kiln.processor.emit.RuntimeTypes.MATRICES;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.plain.Index;

/**
 * Weights [taps x inputs x outputs] as [taps x outputs x inputs] in {@code scratch}, so that
 * vectors can go over the inputs.
 */
final class Transposed {

    private Transposed() {}

    static CodeBlock code(int taps, int inputs, int outputs, int start) {
        if (taps == 1) {
            return CodeBlock.builder()
                    .addStatement(
                            "$T.transpose(weight, 0, $L, $L, scratch, $L)",
                            MATRICES,
                            inputs,
                            outputs,
                            start)
                    .build();
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int tap = 0; tap < $L; tap++)", taps)
                .addStatement(
                        "$T.transpose(weight, $L, $L, $L, scratch, $L)",
                        MATRICES,
                        Index.of("tap", inputs * outputs),
                        inputs,
                        outputs,
                        Index.of("tap", inputs * outputs).plus(start))
                .endControlFlow()
                .build();
    }
}
