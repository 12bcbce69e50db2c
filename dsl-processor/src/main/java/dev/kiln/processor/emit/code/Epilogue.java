package dev.kiln.processor.emit.code;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ChannelSlice;
import java.util.List;

/**
 * The activation of a result: of vectors before they are stored, where a maximum is enough; else
 * behind it, of vectors where there are exponentials, or number by number.
 */
public final class Epilogue {

    private Epilogue() {}

    /** Stores a sum after the activation, or as it is if {@link #behind} applies that. */
    public static CodeBlock store(Activation a, Object sum, String array, Object index) {
        return CodeBlock.builder()
                .addStatement(
                        "$L$L.intoArray($L, $L)",
                        sum,
                        relu(a) ? CodeBlock.of(".max($L)", Lanes.zero()) : "",
                        array,
                        index)
                .build();
    }

    /** The methods that {@link #behind} calls. */
    public static List<MethodSpec> methods(Activation a) {
        return VectorActivations.exists(a) ? VectorActivations.methods(a) : List.of();
    }

    private static boolean relu(Activation a) {
        return a.kind() == Activation.Kind.RELU;
    }

    private static boolean inRegisters(Activation a) {
        return a.isNone() || relu(a);
    }

    /** A sweep over the channels at {@code place} of {@code pixels} pixels from {@code base} on. */
    public static CodeBlock behind(
            Activation a, String array, Object base, int pixels, ChannelSlice slice) {
        if (inRegisters(a)) {
            return CodeBlock.of("");
        }
        int run = slice.isWhole() ? pixels * slice.channels() : slice.channels();
        Index at = Index.of(base.toString(), 1).plus("i", 1);
        CodeBlock.Builder code = CodeBlock.builder();
        if (slice.isWhole()) {
            code.add("{\n").indent();
        } else {
            at.plus("pixel", slice.total());
            code.beginControlFlow("for (int pixel = 0; pixel < $L; pixel++)", pixels);
        }
        code.addStatement("int i = 0");
        if (VectorActivations.exists(a)) {
            code.beginControlFlow("for (; i <= $L - SPECIES.length(); i += SPECIES.length())", run)
                    .addStatement("int at = $L", at)
                    .addStatement(
                            "$L($L).intoArray($L, at)",
                            VectorActivations.name(a),
                            Lanes.load(array, "at"),
                            array)
                    .endControlFlow();
        }
        code.beginControlFlow("for (; i < $L; i++)", run)
                .addStatement("int at = $L", at)
                .addStatement("float y = $L[at]", array)
                .addStatement("$L[at] = $L", array, ActivationCode.apply(a, CodeBlock.of("y")))
                .endControlFlow();
        return slice.isWhole() ? code.unindent().add("}\n").build() : code.endControlFlow().build();
    }

    /** A sweep, number by number, over rows whose numbers lie at a place of an array's rows. */
    public static CodeBlock sweep(
            Activation a, String array, ChannelSlice slice, String first, String end) {
        Index at = Index.of("row", slice.total()).plus("unit", 1).plus(slice.from());
        return CodeBlock.builder()
                .beginControlFlow("for (int row = $L; row < $L; row++)", first, end)
                .beginControlFlow("for (int unit = 0; unit < $L; unit++)", slice.channels())
                .addStatement("int at = $L", at)
                .addStatement("float y = $L[at]", array)
                .addStatement("$L[at] = $L", array, ActivationCode.apply(a, CodeBlock.of("y")))
                .endControlFlow()
                .endControlFlow()
                .build();
    }
}
