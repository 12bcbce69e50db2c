package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;

/** The gradient in front of an activation that was fused into another kernel. */
public final class ActivatedGradient {

    private ActivatedGradient() {}

    /** Whether vectors do it: those without exponentials. */
    public static boolean exists(Activation a) {
        return a.isNone() || a.kind() == Activation.Kind.RELU;
    }

    /** Declares {@code name} from {@code outputGradient} and {@code output} at an index. */
    public static CodeBlock declare(Activation a, String name, Object at) {
        CodeBlock gradient = Lanes.load("outputGradient", at);
        return CodeBlock.builder()
                .addStatement(
                        "$T $L = $L",
                        Lanes.FLOAT_VECTOR,
                        name,
                        a.isNone()
                                ? gradient
                                : CodeBlock.of(
                                        "zero.blend($L,$W$L.compare($T.GT, zero))",
                                        gradient,
                                        Lanes.load("output", at),
                                        Lanes.OPERATORS))
                .build();
    }

    /** What {@link #declare} needs in front of the loop. */
    public static CodeBlock open(Activation a) {
        return a.isNone()
                ? CodeBlock.of("")
                : CodeBlock.builder()
                        .addStatement("$T zero = $L", Lanes.FLOAT_VECTOR, Lanes.zero())
                        .build();
    }
}
