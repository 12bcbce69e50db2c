package dev.kiln.processor.emit.code;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;

/** Element-wise activations and their derivatives as expressions. */
public final class ActivationCode {

    private static final String KERNEL = "dev.kiln.runtime.internal.kernel";
    static final ClassName ACTIVATIONS = ClassName.get(KERNEL, "Activations");
    public static final ClassName ELEMENTARY = ClassName.get(KERNEL, "Elementary");

    private ActivationCode() {}

    /** The activation of {@code x}, a variable or something as simple: it may be written twice. */
    public static CodeBlock apply(Activation a, CodeBlock x) {
        return switch (a.kind()) {
            case NONE -> x;
            case RELU -> CodeBlock.of("Math.max($L, 0f)", x);
            case LEAKY_RELU -> leakyRelu(a.parameter(), x);
            case ELU -> CodeBlock.of("$T.elu($L, $L)", ACTIVATIONS, x, Literal.of(a.parameter()));
            case GELU -> call("gelu", x);
            case GELU_TANH -> call("geluTanh", x);
            case SILU -> call("silu", x);
            case SIGMOID -> call("sigmoid", x);
            case TANH -> call("tanh", x);
            case SOFTMAX -> throw notElementwise(a);
        };
    }

    /**
     * The derivative, from the output if {@link Activation#differentiableFromOutput}, else from the
     * input; {@code value} may be written twice.
     */
    public static CodeBlock derivative(Activation a, CodeBlock value) {
        return switch (a.kind()) {
            case NONE -> CodeBlock.of("1f");
            case RELU -> call("reluGradient", value);
            case LEAKY_RELU ->
                    CodeBlock.of(
                            "$T.leakyReluGradient($L, $L)",
                            ACTIVATIONS,
                            value,
                            Literal.of(a.parameter()));
            case ELU -> eluDerivative(a, value);
            case GELU -> call("geluGradient", value);
            case GELU_TANH -> call("geluTanhGradient", value);
            case SILU -> call("siluGradient", value);
            case SIGMOID -> call("sigmoidGradient", value);
            case TANH -> call("tanhGradient", value);
            case SOFTMAX -> throw notElementwise(a);
        };
    }

    /**
     * As a maximum or minimum, because C2 makes vectors of those, but a branch of {@code x > 0 ? x
     * : slope * x}.
     */
    private static CodeBlock leakyRelu(float slope, CodeBlock x) {
        if (slope == 0) {
            return CodeBlock.of("Math.max($L, 0f)", x);
        }
        return CodeBlock.of(
                "Math.$1L($2L, $3L * $2L)", slope <= 1 ? "max" : "min", x, Literal.of(slope));
    }

    private static CodeBlock eluDerivative(Activation a, CodeBlock value) {
        String alpha = Literal.of(a.parameter());
        if (!a.differentiableFromOutput()) {
            return CodeBlock.of("($1L > 0f ? 1f : $2L * $3T.exp($1L))", value, alpha, ELEMENTARY);
        }
        return CodeBlock.of("$T.eluGradient($L, $L)", ACTIVATIONS, value, alpha);
    }

    private static CodeBlock call(String function, CodeBlock x) {
        return CodeBlock.of("$T.$L($L)", ACTIVATIONS, function, x);
    }

    private static IllegalArgumentException notElementwise(Activation a) {
        return new IllegalArgumentException(a + " is not element-wise");
    }
}
