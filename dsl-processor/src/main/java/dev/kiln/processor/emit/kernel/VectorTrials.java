package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.ACCUMULATOR_ROWS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelSignature.Parameter;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.List;

/** Runs of both forms of each kernel on numbers that don't matter, for the runtime to time. */
final class VectorTrials {

    private static final int ENOUGH_ROWS = 16;

    private final GeneratedNames names;
    private final KernelForms forms;

    private VectorTrials(GeneratedNames names, KernelForms forms) {
        this.names = names;
        this.forms = forms;
    }

    static void addTo(
            TypeSpec.Builder type, GeneratedNames names, List<Step> steps, KernelForms forms) {
        CodeBlock.Builder cases = CodeBlock.builder();
        cases.add("return switch (kernel) {\n$>");
        for (int i = 0; i < steps.size(); i++) {
            cases.add("case $L -> trial$L(vector);\n", i, i);
        }
        cases.add(
                "default -> throw new $T(\"no kernel \" + kernel);\n",
                IllegalArgumentException.class);
        cases.add("$<};\n");
        type.addMethod(
                MethodSpec.methodBuilder("trial")
                        .addJavadoc("A run of one form of a kernel on numbers that don't matter.\n")
                        .addModifiers(STATIC)
                        .returns(Runnable.class)
                        .addParameter(int.class, "kernel")
                        .addParameter(boolean.class, "vector")
                        .addCode(cases.build())
                        .build());
        VectorTrials trials = new VectorTrials(names, forms);
        for (int i = 0; i < steps.size(); i++) {
            type.addMethod(trials.trial("trial" + i, steps.get(i)));
        }
    }

    private MethodSpec trial(String name, Step step) {
        Kernel kernel = step.kernel();
        int samples = samples(step);
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addModifiers(PRIVATE, STATIC)
                        .returns(Runnable.class)
                        .addParameter(boolean.class, "vector");
        for (int i = 0; i < step.operands().size(); i++) {
            Argument argument = kernel.arguments().get(i);
            String type = type(argument.element());
            method.addStatement(
                    "$L[] $L = new $L[$L]",
                    type,
                    argument.name(),
                    type,
                    size(step.operands().get(i), samples));
        }
        if (forms.scratch(kernel) > 0) {
            method.addStatement("float[] scratch = new float[$L]", forms.scratch(kernel));
        }
        AccumulatorSize rows = forms.accumulators(kernel);
        if (!rows.isNone()) {
            method.addStatement(
                    "float[][] rows = $T.rows($L, $L)",
                    ACCUMULATOR_ROWS,
                    rows.sums(),
                    rows.length());
        }
        return method.addStatement(
                        "return vector$W? () -> $L($L)$W: () -> $T.$L($L)",
                        kernel.name(),
                        forms.vectorSignature(kernel).arguments(p -> value(p, kernel, samples)),
                        names.kernels(),
                        kernel.name(),
                        forms.plainSignature(kernel).arguments(p -> value(p, kernel, samples)))
                .build();
    }

    private static String value(Parameter parameter, Kernel kernel, int samples) {
        return switch (parameter.role()) {
            case SAMPLES, DIVISOR -> String.valueOf(samples);
            case FIRST_ROW, FIRST -> "0";
            case END_ROW -> String.valueOf(kernel.divisibleRows());
            case SEED, STEP -> "0L";
            case CHUNK, ARRAY, SCRATCH, ROWS -> parameter.name();
        };
    }

    private static String type(Argument.Element element) {
        return switch (element) {
            case DOUBLE -> "double";
            case INT -> "int";
            default -> "float";
        };
    }

    /**
     * Enough for whole tiles of rows and for one that is left over; of most images one is enough.
     */
    private int samples(Step step) {
        int samples = rows(step) >= ENOUGH_ROWS ? 1 : ENOUGH_ROWS + 1;
        return Math.max(samples, forms.vector(step.kernel()).map(Chosen::samples).orElse(1));
    }

    /** Rows of a product; pixels of other kernels. */
    private static int rows(Step step) {
        Kernel kernel = step.kernel();
        if (kernel instanceof DenseForward dense) {
            return dense.rows();
        }
        if (kernel instanceof DenseInputGradient dense) {
            return dense.rows();
        }
        if (kernel instanceof DenseWeightGradient dense) {
            return dense.rows();
        }
        int largest = 0;
        for (Operand operand : step.operands()) {
            if (operand instanceof Operand.Of of) {
                largest = Math.max(largest, of.tensor().shape().pixels());
            }
        }
        return largest;
    }

    private static int size(Operand operand, int samples) {
        if (operand instanceof Operand.Of of) {
            return samples * of.tensor().shape().size();
        }
        if (operand instanceof Operand.Value value) {
            return value.parameter().size();
        }
        if (operand instanceof Operand.Gradient gradient) {
            return gradient.parameter().size();
        }
        if (operand instanceof Operand.Batchwise batchwise) {
            return batchwise.size();
        }
        if (operand instanceof Operand.Chunkwise chunkwise) {
            return chunkwise.size();
        }
        if (operand instanceof Operand.Losses) {
            return samples;
        }
        if (operand instanceof Operand.Target target && target.classes()) {
            return samples;
        }
        throw new IllegalStateException("kernels that read " + operand + " have no vector form");
    }
}
