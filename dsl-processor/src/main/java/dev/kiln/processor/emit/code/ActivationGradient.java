package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;

/**
 * The gradient in front of an activation that was fused into another kernel, from {@code
 * outputGradient} and {@code output}; the same bits as in a sweep of its own.
 */
public final class ActivationGradient {

    private ActivationGradient() {}

    public static CodeBlock declare(Activation a, String at, String name) {
        CodeBlock.Builder code = CodeBlock.builder();
        switch (a.kind()) {
            case NONE -> code.addStatement("float $L = outputGradient[$L]", name, at);
            case RELU ->
                    code.add(Comment.of("All bits are set where output > 0, none where it is 0."))
                            .addStatement(
                                    "int $LMask = -Float.floatToRawIntBits(output[$L]) >> 31",
                                    name,
                                    at)
                            .addStatement(
                                    "float $1L = Float.intBitsToFloat(Float.floatToRawIntBits(outputGradient[$2L])"
                                            + " & $1LMask)",
                                    name,
                                    at);
            default ->
                    code.addStatement("float $LOutput = output[$L]", name, at)
                            .addStatement(
                                    "float $L = outputGradient[$L] * $L",
                                    name,
                                    at,
                                    ActivationCode.derivative(a, CodeBlock.of("$LOutput", name)));
        }
        return code.build();
    }
}
