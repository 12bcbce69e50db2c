package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.BatchStatistics;

/** Means, then mean squares of the differences from them; a few channels at a time. */
final class PlainBatchStatistics {

    /** Sums that are held in local variables at a time: additions do not wait for each other. */
    private static final int SUMS = 8;

    private PlainBatchStatistics() {}

    static CodeBlock body(BatchStatistics k) {
        return CodeBlock.builder()
                .addStatement("int end = $L", Index.of("samples", k.pixels() * k.channels()))
                .addStatement("double count = $L", Index.of("samples", k.pixels()))
                .add(
                        Blocks.over(
                                "channel",
                                k.channels(),
                                SUMS,
                                (channel, n) -> block(k.channels(), channel, n)))
                .build();
    }

    private static CodeBlock block(int channels, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int c = 0; c < n; c++) {
            code.addStatement("double sum$L = 0", c);
        }
        code.beginControlFlow("for (int i = $L; i < end; i += $L)", channel, channels);
        for (int c = 0; c < n; c++) {
            code.addStatement("sum$L += input[$L]", c, Index.of("i", 1).plus(c));
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            code.addStatement("double mean$1L = sum$1L / count", c);
            code.addStatement("double square$L = 0", c);
        }
        code.beginControlFlow("for (int i = $L; i < end; i += $L)", channel, channels);
        for (int c = 0; c < n; c++) {
            code.addStatement(
                    "double distance$1L = input[$2L] - mean$1L", c, Index.of("i", 1).plus(c));
            code.addStatement("square$1L += distance$1L * distance$1L", c);
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("mean[$L] = (float) mean$L", at, c);
            code.addStatement("variance[$L] = (float) (square$L / count)", at, c);
        }
        return code.build();
    }
}
