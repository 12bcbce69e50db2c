package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.Place;

/** Two sums for each channel, a few channels at a time. */
final class PlainNormalizeGradientSums {

    /** Channels whose sums are held in local variables at a time. */
    private static final int CHANNELS = 4;

    private PlainNormalizeGradientSums() {}

    static CodeBlock body(NormalizeGradientSums k) {
        return CodeBlock.builder()
                .addStatement("int end = $L", Index.of("samples", k.pixels() * k.channels()))
                .add(
                        Blocks.over(
                                "channel",
                                k.channels(),
                                CHANNELS,
                                (channel, n) -> block(k, channel, n)))
                .build();
    }

    private static CodeBlock block(NormalizeGradientSums k, String channel, int n) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int c = 0; c < n; c++) {
            code.addStatement("float mean$L = mean[$L]", c, Index.of(channel, 1).plus(c));
            code.addStatement("double sum$L = 0", c);
            code.addStatement("double product$L = 0", c);
        }
        code.add(open(k, channel));
        for (int c = 0; c < n; c++) {
            Index at = Index.of("i", 1).plus(c);
            Index placed = Index.of(k.place().isWhole() ? "i" : "to", 1).plus(c);
            code.add(ActivationGradient.declare(k.activation(), placed.toString(), "gradient" + c));
            code.addStatement("sum$1L += gradient$1L", c);
            code.addStatement("product$1L += (double) gradient$1L * (input[$2L] - mean$1L)", c, at);
        }
        code.endControlFlow();
        for (int c = 0; c < n; c++) {
            Index at = Index.of(channel, 1).plus(c);
            code.addStatement("gradientSum[$L] = (float) sum$L", at, c);
            code.addStatement(
                    "productSum[$1L] = (float) (product$2L / Math.sqrt((double) variance[$1L] + $3L))",
                    at,
                    c,
                    k.epsilon());
        }
        return code.build();
    }

    private static CodeBlock open(NormalizeGradientSums k, String channel) {
        Place place = k.place();
        return place.isWhole()
                ? CodeBlock.builder()
                        .beginControlFlow(
                                "for (int i = $L; i < end; i += $L)", channel, k.channels())
                        .build()
                : CodeBlock.builder()
                        .beginControlFlow(
                                "for (int i = $L, to = $L; i < end; i += $L, to += $L)",
                                channel,
                                Index.of(channel, 1).plus(place.from()),
                                k.channels(),
                                place.total())
                        .build();
    }
}
