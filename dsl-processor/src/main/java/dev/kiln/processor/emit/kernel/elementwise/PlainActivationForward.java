package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.graph.kernel.ActivationForward;

/** Element-wise activations in one sweep over the whole batch. */
public final class PlainActivationForward {

    private PlainActivationForward() {}

    public static CodeBlock body(ActivationForward k) {
        return Sweep.over(
                k.size(),
                CodeBlock.builder()
                        .addStatement("float x = input[i]")
                        .addStatement(
                                "output[i] = $L",
                                ActivationCode.apply(k.activation(), CodeBlock.of("x")))
                        .build());
    }
}
