package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Literal;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;

/** Derivatives of element-wise activations in one sweep over the whole batch. */
public final class PlainActivationBackward {

    private PlainActivationBackward() {}

    public static CodeBlock body(ActivationBackward k) {
        Activation a = k.activation();
        String source = a.differentiableFromOutput() ? "output" : "input";
        return switch (a.kind()) {
            case RELU -> relu(k);
            case LEAKY_RELU -> chosen(k, source, Literal.of(a.parameter()));
            case ELU ->
                    a.differentiableFromOutput()
                            ? chosen(k, source, "value + " + Literal.of(a.parameter()))
                            : product(k, source, "x");
            default -> product(k, source, a.differentiableFromOutput() ? "y" : "x");
        };
    }

    private static CodeBlock product(ActivationBackward k, String source, String value) {
        return sweep(
                k,
                CodeBlock.builder()
                        .addStatement("float $L = $L[$L]", value, source, at(k))
                        .addStatement(
                                "inputGradient[$L] = outputGradient[$L] * $L",
                                here(k),
                                at(k),
                                ActivationCode.derivative(
                                        k.activation(), CodeBlock.of("$L", value)))
                        .build());
    }

    /**
     * C2 makes vectors of bit operations, but branches of {@code y > 0 ? g : 0}: nine times as
     * slow.
     */
    private static CodeBlock relu(ActivationBackward k) {
        return sweep(
                k,
                CodeBlock.builder()
                        .add(Comment.of("All bits are set where output > 0, none where it is 0."))
                        .addStatement(
                                "int mask = -Float.floatToRawIntBits(output[$L]) >> 31", at(k))
                        .addStatement(
                                "int gradient = Float.floatToRawIntBits(outputGradient[$L])", at(k))
                        .addStatement(
                                "inputGradient[$L] = Float.intBitsToFloat(gradient & mask)",
                                here(k))
                        .build());
    }

    /** The derivative is 1 for positive values and {@code lower} for others, chosen bit by bit. */
    private static CodeBlock chosen(ActivationBackward k, String source, String lower) {
        return CodeBlock.builder()
                .addStatement("int one = Float.floatToRawIntBits(1f)")
                .add(
                        sweep(
                                k,
                                CodeBlock.builder()
                                        .addStatement("float value = $L[$L]", source, at(k))
                                        .addStatement("int bits = Float.floatToRawIntBits(value)")
                                        .add(
                                                Comment.of(
                                                        "All bits are set where value > 0, else none."))
                                        .addStatement("int mask = (-bits & ~bits) >> 31")
                                        .addStatement(
                                                "int lower = Float.floatToRawIntBits($L)", lower)
                                        .addStatement("int derivative = one & mask | lower & ~mask")
                                        .addStatement(
                                                "inputGradient[$L] = outputGradient[$L] *"
                                                        + " Float.intBitsToFloat(derivative)",
                                                here(k),
                                                at(k))
                                        .build()))
                .build();
    }

    /** One loop over everything, or pixel by pixel where others have channels of it too. */
    private static CodeBlock sweep(ActivationBackward k, CodeBlock body) {
        if (k.slice().isWhole()) {
            return Sweep.over(k.size(), body);
        }
        CodeBlock channels =
                CodeBlock.builder()
                        .beginControlFlow(
                                "for (int channel = 0; channel < $L; channel++)",
                                k.slice().channels())
                        .add(body)
                        .endControlFlow()
                        .build();
        return Sweep.overPixels(k.pixels(), k.slice(), channels);
    }

    /** The index in what belongs to the output. */
    private static String at(ActivationBackward k) {
        return k.slice().isWhole() ? "i" : "to + channel";
    }

    private static String here(ActivationBackward k) {
        return k.slice().isWhole() ? "i" : "from + channel";
    }
}
