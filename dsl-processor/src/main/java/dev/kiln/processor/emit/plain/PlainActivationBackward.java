package dev.kiln.processor.emit.plain;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;

/** Derivatives of element-wise activations in one sweep over the whole batch. */
final class PlainActivationBackward {

    private PlainActivationBackward() {}

    static CodeBlock body(ActivationBackward k) {
        Activation a = k.activation();
        String source = a.differentiableFromOutput() ? "output" : "input";
        return switch (a.kind()) {
            case RELU -> relu(k.size());
            case LEAKY_RELU -> chosen(k.size(), source, Literal.of(a.parameter()));
            case ELU ->
                    a.differentiableFromOutput()
                            ? chosen(k.size(), source, "value + " + Literal.of(a.parameter()))
                            : product(k, source, "x");
            default -> product(k, source, a.differentiableFromOutput() ? "y" : "x");
        };
    }

    private static CodeBlock product(ActivationBackward k, String source, String value) {
        return Sweep.over(
                k.size(),
                CodeBlock.builder()
                        .addStatement("float $L = $L[i]", value, source)
                        .addStatement(
                                "inputGradient[i] = outputGradient[i] * $L",
                                ActivationCode.derivative(
                                        k.activation(), CodeBlock.of("$L", value)))
                        .build());
    }

    /**
     * C2 makes vectors of bit operations, but branches of {@code y > 0 ? g : 0}: nine times as
     * slow.
     */
    private static CodeBlock relu(int size) {
        return Sweep.over(
                size,
                CodeBlock.builder()
                        .add("// All bits are set where output > 0, none where it is 0.\n")
                        .addStatement("int mask = -Float.floatToRawIntBits(output[i]) >> 31")
                        .addStatement("int gradient = Float.floatToRawIntBits(outputGradient[i])")
                        .addStatement("inputGradient[i] = Float.intBitsToFloat(gradient & mask)")
                        .build());
    }

    /** The derivative is 1 for positive values and {@code lower} for others, chosen bit by bit. */
    private static CodeBlock chosen(int size, String source, String lower) {
        return CodeBlock.builder()
                .addStatement("int one = Float.floatToRawIntBits(1f)")
                .add(
                        Sweep.over(
                                size,
                                CodeBlock.builder()
                                        .addStatement("float value = $L[i]", source)
                                        .addStatement("int bits = Float.floatToRawIntBits(value)")
                                        .add("// All bits are set where value > 0, else none.\n")
                                        .addStatement("int mask = (-bits & ~bits) >> 31")
                                        .addStatement(
                                                "int lower = Float.floatToRawIntBits($L)", lower)
                                        .addStatement("int derivative = one & mask | lower & ~mask")
                                        .addStatement(
                                                "inputGradient[i] = outputGradient[i] *"
                                                        + " Float.intBitsToFloat(derivative)")
                                        .build()))
                .build();
    }
}
