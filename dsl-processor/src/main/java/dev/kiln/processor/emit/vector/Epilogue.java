package dev.kiln.processor.emit.vector;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.plain.ActivationCode;
import dev.kiln.processor.emit.plain.Index;
import dev.kiln.processor.graph.kernel.Activation;

/**
 * The activation of a result: of vectors before they are stored, where a maximum is enough; else
 * number by number behind it, by the same function as in plain Java.
 */
final class Epilogue {

    private Epilogue() {}

    /** Stores a sum after the activation, or as it is if {@link #behind} applies that. */
    static CodeBlock store(Activation a, String sum, String array, Object index) {
        return CodeBlock.builder()
                .addStatement(
                        "$L$L.intoArray($L, $L)",
                        sum,
                        relu(a) ? CodeBlock.of(".max($L)", Lanes.zero()) : "",
                        array,
                        index)
                .build();
    }

    private static boolean relu(Activation a) {
        return a.kind() == Activation.Kind.RELU;
    }

    private static boolean inRegisters(Activation a) {
        return a.isNone() || relu(a);
    }

    /**
     * A sweep over {@code pixels} pixels of {@code channels} numbers that begin at {@code base} and
     * lie {@code pitch} apart.
     */
    static CodeBlock behind(
            Activation a, String array, Object base, String pixels, int channels, int pitch) {
        if (inRegisters(a)) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int pixel = 0; pixel < $L; pixel++)", pixels)
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                .addStatement(
                        "int at = $L",
                        Index.of(base.toString(), 1).plus("pixel", pitch).plus("channel", 1))
                .addStatement("float y = $L[at]", array)
                .addStatement("$L[at] = $L", array, ActivationCode.apply(a, CodeBlock.of("y")))
                .endControlFlow()
                .endControlFlow()
                .build();
    }
}
