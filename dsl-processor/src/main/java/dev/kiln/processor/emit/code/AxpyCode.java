package dev.kiln.processor.emit.code;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Activation;

/** Pieces of code that kernels with slabs have in common. */
public final class AxpyCode {

    public static final ClassName ACCUMULATOR_ROWS =
            ClassName.get("dev.kiln.runtime.internal.kernel", "AccumulatorRows");
    public static final ClassName ARRAYS = ClassName.get("java.util", "Arrays");

    /** Rows that are added at a time, as the runtime has it; the sums lie behind them. */
    public static final int TAPS = 3;

    private AxpyCode() {}

    public static CodeBlock overImages(CodeBlock body) {
        return CodeBlock.builder()
                .beginControlFlow("for (int image = 0; image < images; image++)")
                .add(body)
                .endControlFlow()
                .build();
    }

    /** Applies the activation to the first {@code n} numbers of some rows of sums. */
    public static CodeBlock activation(Activation activation, int first, int sums) {
        if (activation.isNone()) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .add(Comment.of("Every sum passes the activation."))
                .beginControlFlow("for (int lane = 0; lane < $L; lane++)", sums)
                .addStatement("float[] sum = rows[lane + $L]", first)
                .add(activation(activation, "n"))
                .endControlFlow()
                .build();
    }

    /** Applies the activation to the first numbers of {@code sum}. */
    public static CodeBlock activation(Activation activation, String n) {
        if (activation.isNone()) {
            return CodeBlock.of("");
        }
        return CodeBlock.builder()
                .beginControlFlow("for (int j = 0; j < $L; j++)", n)
                .addStatement(
                        "sum[j] = $L", ActivationCode.apply(activation, CodeBlock.of("sum[j]")))
                .endControlFlow()
                .build();
    }

    /** Copies neighboring numbers of an array, which lie at {@code at} for each j, into rows. */
    public static CodeBlock gather(int taps, String n, String array, String at) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int t = 0; t < taps; t++) {
            code.addStatement("float[] x$1L = rows[$1L]", t);
        }
        code.beginControlFlow("for (int j = 0; j < $L; j++)", n).addStatement("int from = $L", at);
        for (int t = 0; t < taps; t++) {
            code.addStatement("x$L[j] = $L[$L]", t, array, Index.of("from", 1).plus(t));
        }
        return code.endControlFlow().build();
    }
}
