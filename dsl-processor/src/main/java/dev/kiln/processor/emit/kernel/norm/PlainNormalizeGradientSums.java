package dev.kiln.processor.emit.kernel.norm;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationGradient;
import dev.kiln.processor.emit.code.Blocks;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;

/** Two sums for each channel, a few channels at a time, over {@link Runs} of pixels. */
public final class PlainNormalizeGradientSums {

    /** Channels whose sums are held in local variables at a time. */
    private static final int CHANNELS = 4;

    private PlainNormalizeGradientSums() {}

    public static CodeBlock body(NormalizeGradientSums k) {
        return Blocks.over("channel", k.channels(), CHANNELS, (channel, n) -> block(k, channel, n));
    }

    private static CodeBlock block(NormalizeGradientSums k, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(
                Comment.of(
                        "$L at a time: the gradients, and their products with the input less its mean.",
                        Comment.some(n, "channel")));
        for (int c = 0; c < n; c++) {
            code.addStatement("float mean$L = mean[$L]", c, Index.of(channel, 1).plus(c));
            code.addStatement("float sum$L = 0", c);
            code.addStatement("float product$L = 0", c);
        }
        code.beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(Runs.over(k.pixels(), run(k, channel, n)))
                .endControlFlow();
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("gradientSum[$L] = sum$L", at, c);
            code.addStatement("productSum[$L] = product$L", at, c);
        }
        return code.build();
    }

    private static CodeBlock run(NormalizeGradientSums k, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(Comment.of("A run of pixels has sums of its own: rounding errors grow less."));
        for (int c = 0; c < n; c++) {
            code.addStatement("float runSum$L = 0", c);
            code.addStatement("float runProduct$L = 0", c);
        }
        code.add(open(k, channel));
        for (int c = 0; c < n; c++) {
            Index at = Index.of("i", 1).plus(c);
            Index placed = Index.of(k.slice().isWhole() ? "i" : "to", 1).plus(c);
            code.add(ActivationGradient.declare(k.activation(), placed.toString(), "gradient" + c));
            if (k.keeps()) {
                code.addStatement("gradient[$L] = gradient$L", at, c);
            }
            code.addStatement("runSum$1L += gradient$1L", c);
            code.addStatement(
                    "runProduct$1L = Math.fma(gradient$1L, input[$2L] - mean$1L, runProduct$1L)",
                    c,
                    at);
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            code.addStatement("sum$1L += runSum$1L", c);
            code.addStatement("product$1L += runProduct$1L", c);
        }
        return code.build();
    }

    private static CodeBlock open(NormalizeGradientSums k, String channel) {
        ChannelSlice slice = k.slice();
        int channels = k.channels();
        String first = Runs.first(k.pixels());
        Index from =
                Index.of("sample", k.pixels() * channels).plus(first, channels).plus(channel, 1);
        CodeBlock.Builder code =
                CodeBlock.builder()
                        .addStatement("int from = $L", from)
                        .addStatement(
                                "int end = from + $L", Index.of(Runs.some(k.pixels()), channels));
        if (slice.isWhole()) {
            return code.beginControlFlow("for (int i = from; i < end; i += $L)", channels).build();
        }
        Index to =
                Index.of("sample", k.pixels() * slice.total())
                        .plus(first, slice.total())
                        .plus(channel, 1)
                        .plus(slice.from());
        return code.beginControlFlow(
                        "for (int i = from, to = $L; i < end; i += $L, to += $L)",
                        to,
                        channels,
                        slice.total())
                .build();
    }
}
