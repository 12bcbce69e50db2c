package dev.kiln.processor.emit.kernel.dense;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.BiasGradient;

/** Column sums of the output gradient. */
public final class PlainBiasGradient {

    /**
     * Sums that are held in local variables at a time: with eight, additions do not wait for each
     * other.
     */
    private static final int SUMS = 8;

    private PlainBiasGradient() {}

    public static CodeBlock body(BiasGradient k) {
        return k.pixels() == 1 && k.channels() > 2 * SUMS ? rowByRow(k) : inLocals(k);
    }

    /** A few long rows: whole rows are added, which reads memory in order. */
    private static CodeBlock rowByRow(BiasGradient k) {
        return CodeBlock.builder()
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .addStatement("int from = sample * $L", k.channels())
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", k.channels())
                .addStatement("biasGradient[channel] += outputGradient[from + channel]")
                .endControlFlow()
                .endControlFlow()
                .build();
    }

    private static CodeBlock inLocals(BiasGradient k) {
        return Blocks.over("channel", k.channels(), SUMS, (channel, n) -> block(k, channel, n));
    }

    private static CodeBlock block(BiasGradient k, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "$L at a time: the sums stay in local variables while the pixels go by.",
                        Comment.some(n, "channel")));
        for (int c = 0; c < n; c++) {
            code.addStatement("float sum$L = biasGradient[$L]", c, Index.of(channel, 1).plus(c));
        }
        code.beginControlFlow(
                "for (int i = $L; i < samples * $L; i += $L)",
                channel,
                k.pixels() * k.channels(),
                k.channels());
        for (int c = 0; c < n; c++) {
            code.addStatement("sum$L += outputGradient[$L]", c, Index.of("i", 1).plus(c));
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            code.addStatement("biasGradient[$L] = sum$L", Index.of(channel, 1).plus(c), c);
        }
        return code.build();
    }
}
