package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.ActivatedGradient;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.Sweep;
import dev.kiln.processor.emit.code.VectorActivations;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import java.util.List;

/**
 * The gradients of activations of which C2 makes no vectors: of a ReLU among the channels of a
 * wider map, and of those with exponentials.
 */
public final class VectorActivationBackward {

    private VectorActivationBackward() {}

    public static boolean exists(ActivationBackward k) {
        return isPlacedRelu(k) || VectorActivations.hasDerivative(k.activation());
    }

    private static boolean isPlacedRelu(ActivationBackward k) {
        return k.activation().kind() == Activation.Kind.RELU
                && !k.slice().isWhole()
                && Lanes.fill(k.slice().channels());
    }

    public static List<MethodSpec> methods(ActivationBackward k, MethodSpec.Builder signature) {
        if (!isPlacedRelu(k)) {
            return VectorSweep.backward(k, signature);
        }
        CodeBlock one =
                CodeBlock.builder()
                        .add(ActivatedGradient.declare(k.activation(), "gradient", "to + lane"))
                        .addStatement("gradient.intoArray(inputGradient, from + lane)")
                        .build();
        return List.of(
                signature
                        .addCode(ActivatedGradient.open(k.activation()))
                        .addCode(
                                Sweep.overPixels(
                                        k.pixels(),
                                        k.slice(),
                                        Lanes.blocks("lane", k.slice().channels(), 1, one)))
                        .build());
    }
}
