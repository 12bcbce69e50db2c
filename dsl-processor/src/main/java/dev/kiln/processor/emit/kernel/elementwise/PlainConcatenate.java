package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.PutChannels;
import dev.kiln.processor.graph.kernel.TakeChannels;

/** Channels side by side, and apart again. */
public final class PlainConcatenate {

    private PlainConcatenate() {}

    public static CodeBlock join(Concatenate k) {
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

    public static CodeBlock put(PutChannels k) {
        return copy(
                k.pixels(),
                Index.of("pixel", k.slice().channels()),
                Index.of("pixel", k.slice().total()).plus(k.slice().from()),
                k.slice().channels());
    }

    public static CodeBlock take(TakeChannels k) {
        return copy(
                k.pixels(),
                Index.of("pixel", k.slice().total()).plus(k.slice().from()),
                Index.of("pixel", k.slice().channels()),
                k.slice().channels());
    }

    private static CodeBlock copy(int pixels, Index from, Index to, int channels) {
        return CodeBlock.builder()
                .beginControlFlow(
                        "for (int pixel = 0; pixel < $L; pixel++)", Index.of("samples", pixels))
                .addStatement("System.arraycopy(input, $L, output, $L, $L)", from, to, channels)
                .endControlFlow()
                .build();
    }
}
