package dev.kiln.processor.emit.kernel.elementwise;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.ActivationCode;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.VectorActivations;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import java.util.ArrayList;
import java.util.List;

/** Activations with exponentials in one sweep over the whole batch, which may be in place. */
public final class VectorSweep {

    private VectorSweep() {}

    public static boolean exists(ActivationForward k) {
        return VectorActivations.exists(k.activation());
    }

    public static List<MethodSpec> forward(ActivationForward k, MethodSpec.Builder signature) {
        Activation a = k.activation();
        CodeBlock vectors =
                CodeBlock.builder()
                        .addStatement(
                                "$L($L).intoArray(output, i)",
                                VectorActivations.name(a),
                                Lanes.load("input", "i"))
                        .build();
        CodeBlock rest =
                CodeBlock.builder()
                        .addStatement("float x = input[i]")
                        .addStatement("output[i] = $L", ActivationCode.apply(a, CodeBlock.of("x")))
                        .build();
        return methods(signature, k.size(), vectors, rest, VectorActivations.methods(a));
    }

    static List<MethodSpec> backward(ActivationBackward k, MethodSpec.Builder signature) {
        Activation a = k.activation();
        CodeBlock vectors =
                CodeBlock.builder()
                        .addStatement(
                                "$T derivative = $L($L)",
                                Lanes.FLOAT_VECTOR,
                                VectorActivations.derivativeName(a),
                                Lanes.load("input", "i"))
                        .addStatement(
                                "$L.mul(derivative).intoArray(inputGradient, i)",
                                Lanes.load("outputGradient", "i"))
                        .build();
        CodeBlock rest =
                CodeBlock.builder()
                        .addStatement("float x = input[i]")
                        .addStatement(
                                "inputGradient[i] = outputGradient[i] * $L",
                                ActivationCode.derivative(a, CodeBlock.of("x")))
                        .build();
        return methods(signature, k.size(), vectors, rest, VectorActivations.derivativeMethods(a));
    }

    /** Numbers at the end that fill no vector go one by one. */
    private static List<MethodSpec> methods(
            MethodSpec.Builder signature,
            int size,
            CodeBlock vectors,
            CodeBlock rest,
            List<MethodSpec> functions) {
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(
                signature
                        .addStatement("int end = samples * $L", size)
                        .addStatement("int i = 0")
                        .beginControlFlow(
                                "for (; i <= end - SPECIES.length(); i += SPECIES.length())")
                        .addCode(vectors)
                        .endControlFlow()
                        .addComment("Numbers at the end that fill no vector.")
                        .beginControlFlow("for (; i < end; i++)")
                        .addCode(rest)
                        .endControlFlow()
                        .build());
        methods.addAll(functions);
        return methods;
    }
}
