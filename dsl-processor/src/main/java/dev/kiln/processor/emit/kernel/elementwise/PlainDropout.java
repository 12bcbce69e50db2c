package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Literal;
import dev.kiln.processor.graph.kernel.Dropout;

/** The random bits come from the runtime: shapes do not matter to them. */
public final class PlainDropout {

    public static final ClassName DROPOUT =
            ClassName.get("dev.kiln.runtime.internal.kernel", "Dropout");

    private PlainDropout() {}

    public static CodeBlock body(Dropout k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.apply(input, output,$W$L,$W$L, $L, seed, step, $L)",
                        DROPOUT,
                        Index.of("first", k.size()),
                        Index.of("samples", k.size()),
                        Literal.of(k.rate()),
                        k.number())
                .build();
    }
}
