package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;

/** One loop over every number of the batch: the form of which C2 makes vectors. */
final class Sweep {

    private Sweep() {}

    static CodeBlock over(int size, CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow("for (int i = 0; i < samples * $L; i++)", size)
                .add(body)
                .endControlFlow()
                .build();
    }

    /**
     * {@code body} for every pixel of the batch, {@code from} being the index of its first channel.
     */
    static CodeBlock overPixels(int pixels, int channels, CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int from = 0; from < samples * $L; from += $L)",
                        pixels * channels,
                        channels)
                .add(body)
                .endControlFlow()
                .build();
    }
}
