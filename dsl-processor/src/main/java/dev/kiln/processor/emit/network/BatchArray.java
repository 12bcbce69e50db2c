package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;

/**
 * An array of a network for all samples of a batch, which grows with the largest.
 *
 * @param size numbers a sample
 */
public record BatchArray(String name, int size) {

    /** {@code where}: in which case it is used. */
    FieldSpec field(String where) {
        return FieldSpec.builder(float[].class, name, PRIVATE)
                .addJavadoc("$L numbers a sample, $L.\n", size, where)
                .initializer("{}")
                .build();
    }

    /** Makes room for a batch. */
    CodeBlock reserve() {
        return reserve("");
    }

    /** {@code condition}: what must hold besides, with what joins it to the rest. */
    CodeBlock reserve(String condition) {
        return CodeBlock.builder()
                .beginControlFlow("if ($L$L.length < samples * $L)", condition, name, size)
                .addStatement(
                        "$L = new float[$T.multiplyExact(samples, $L)]", name, Math.class, size)
                .endControlFlow()
                .build();
    }
}
