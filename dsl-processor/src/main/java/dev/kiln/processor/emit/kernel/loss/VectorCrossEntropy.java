package dev.kiln.processor.emit.kernel.loss;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kiln.processor.emit.code.Comment;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import java.util.ArrayList;
import java.util.List;

/** Cross-entropy of softmax, and its gradient, which may replace the logits. */
public final class VectorCrossEntropy {

    private final CrossEntropy kernel;
    private final CrossEntropyCode parts;
    private final SoftmaxRows rows;

    private VectorCrossEntropy(CrossEntropy kernel) {
        this.kernel = kernel;
        this.parts = new CrossEntropyCode(kernel);
        this.rows = new SoftmaxRows(kernel.name(), "sample", kernel.classes(), sums(), passed());
    }

    public static boolean exists(CrossEntropy k) {
        return SoftmaxRows.exists(k.classes());
    }

    public static int scratch(CrossEntropy k) {
        return SoftmaxRows.scratch(k.classes());
    }

    public static List<MethodSpec> methods(CrossEntropy k, MethodSpec.Builder signature) {
        VectorCrossEntropy form = new VectorCrossEntropy(k);
        List<MethodSpec> methods =
                new ArrayList<>(form.rows.methods(signature, "samples", "logits", form.ofRow()));
        CrossEntropyCode.weightMethod(k).ifPresent(methods::add);
        return methods;
    }

    private List<SoftmaxRows.Sum> sums() {
        List<SoftmaxRows.Sum> sums = new ArrayList<>();
        sums.add(new SoftmaxRows.Sum(double.class, "sum", CodeBlock.of(""), "", true));
        if (parts.smooth()) {
            CodeBlock weight = parts.weighted() ? parts.weight("i") : CodeBlock.of("");
            String factor = parts.weighted() ? "(double) weight * " : "";
            sums.add(new SoftmaxRows.Sum(double.class, "others", weight, factor, false));
        }
        return sums;
    }

    private List<ParameterSpec> passed() {
        List<ParameterSpec> passed = new ArrayList<>();
        passed.add(ParameterSpec.builder(int[].class, "labels").build());
        if (kernel.withGradient()) {
            passed.add(ParameterSpec.builder(float[].class, "logitsGradient").build());
        }
        passed.add(ParameterSpec.builder(double[].class, "losses").build());
        if (kernel.withGradient()) {
            passed.add(ParameterSpec.builder(double.class, "divisor").build());
        }
        return passed;
    }

    private CodeBlock ofRow() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int label = labels[sample]");
        code.addStatement("float target = scratch[at + label]");
        code.add(parts.loss());
        if (kernel.withGradient()) {
            code.add(Comment.of("The gradient: the softmax less the target."));
            code.addStatement("int from = $L", Index.of("sample", kernel.classes()));
            code.add(parts.share());
            code.add(gradient());
            code.add(parts.rightTarget());
        }
        return code.build();
    }

    private CodeBlock gradient() {
        CodeBlock less =
                parts.smooth() ? CodeBlock.of(" - $L", parts.everyTarget()) : CodeBlock.of("");
        CodeBlock one =
                CodeBlock.of("logitsGradient[from + i] = $L * share$L;\n", rows.power(), less);
        if (parts.smooth() && parts.weighted()) {
            return rows.oneByOne(CodeBlock.builder().add(parts.otherWeight()).add(one).build());
        }
        CodeBlock sub =
                parts.smooth() ? CodeBlock.of(".sub($L)", parts.everyTarget()) : CodeBlock.of("");
        return rows.overColumns(
                one,
                CodeBlock.of(
                        "$L.mul(share)$L.intoArray(logitsGradient, from + i);\n",
                        Lanes.load("scratch", rows.powerIndex()),
                        sub));
    }
}
