package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.TakeChannels;

/** Channels side by side, and apart again. */
final class PlainConcatenate {

    private PlainConcatenate() {}

    static CodeBlock join(Concatenate k) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.beginControlFlow(
                "for (int pixel = 0; pixel < $L; pixel++)", Index.of("samples", k.pixels()));
        int from = 0;
        for (int i = 0; i < k.channels().size(); i++) {
            int channels = k.channels().get(i);
            code.addStatement(
                    "System.arraycopy(input$L, $L, output, $L, $L)",
                    i,
                    Index.of("pixel", channels),
                    Index.of("pixel", k.total()).plus(from),
                    channels);
            from += channels;
        }
        return code.endControlFlow().build();
    }

    static CodeBlock take(TakeChannels k) {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int pixel = 0; pixel < $L; pixel++)", Index.of("samples", k.pixels()))
                .addStatement(
                        "System.arraycopy(input, $L, output, $L, $L)",
                        Index.of("pixel", k.total()).plus(k.from()),
                        Index.of("pixel", k.channels()),
                        k.channels())
                .endControlFlow()
                .build();
    }
}
