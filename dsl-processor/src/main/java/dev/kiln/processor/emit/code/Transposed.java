package dev.kiln.processor.emit.code;

import static dev.kiln.processor.emit.code.RuntimeTypes.MATRICES;

import com.palantir.javapoet.CodeBlock;

/**
 * Weights [taps x inputs x outputs] as [taps x outputs x inputs], so that vectors can go over the
 * inputs.
 */
public final class Transposed {

    private Transposed() {}

    /**
     * Where they go.
     *
     * @param start of the first tap
     * @param pitch distance of two taps
     */
    public record Target(String array, int start, int pitch) {}

    public static CodeBlock code(int taps, int inputs, int outputs, int start) {
        return code(taps, inputs, outputs, new Target("scratch", start, inputs * outputs));
    }

    public static CodeBlock code(int taps, int inputs, int outputs, Target target) {
        if (taps == 1) {
            return CodeBlock.builder()
                    .addStatement(
                            "$T.transpose(weight, 0, $L, $L, $L, $L)",
                            MATRICES,
                            inputs,
                            outputs,
                            target.array(),
                            target.start())
                    .build();
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int tap = 0; tap < $L; tap++)", taps)
                .addStatement(
                        "$T.transpose(weight, $L, $L, $L, $L, $L)",
                        MATRICES,
                        Index.of("tap", inputs * outputs),
                        inputs,
                        outputs,
                        target.array(),
                        Index.of("tap", target.pitch()).plus(target.start()))
                .endControlFlow()
                .build();
    }
}
