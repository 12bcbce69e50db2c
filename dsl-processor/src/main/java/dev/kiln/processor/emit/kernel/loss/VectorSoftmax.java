package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import java.util.List;

/** Softmax along channels, which may be in place. */
public final class VectorSoftmax {

    private static final SoftmaxRows.Sum SUM =
            new SoftmaxRows.Sum(float.class, "sum", CodeBlock.of(""), "", true);

    private VectorSoftmax() {}

    public static boolean exists(SoftmaxForward k) {
        return SoftmaxRows.exists(k.channels());
    }

    public static int scratch(SoftmaxForward k) {
        return SoftmaxRows.scratch(k.channels());
    }

    public static List<MethodSpec> methods(SoftmaxForward k, MethodSpec.Builder signature) {
        SoftmaxRows rows =
                new SoftmaxRows(
                        k.name(),
                        "row",
                        k.channels(),
                        List.of(SUM),
                        List.of(ParameterSpec.builder(float[].class, "output").build()));
        CodeBlock divide =
                CodeBlock.builder()
                        .addStatement("int from = $L", Index.of("row", k.channels()))
                        .add(
                                rows.overColumns(
                                        CodeBlock.of(
                                                "output[from + i] = $L / sum;\n", rows.power()),
                                        CodeBlock.of(
                                                "$L.div(sum).intoArray(output, from + i);\n",
                                                Lanes.load("scratch", rows.powerIndex()))))
                        .build();
        return rows.methods(signature, Index.of("samples", k.pixels()), "input", divide);
    }
}
