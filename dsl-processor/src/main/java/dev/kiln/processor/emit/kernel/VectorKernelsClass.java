package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.ACCUMULATOR_ROWS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.network.LayerMethods;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The class that holds the vector forms of kernels. It is loaded only where the Vector API is there
 * at run time.
 */
public final class VectorKernelsClass {

    private static final int ENOUGH_ROWS = 16;

    private VectorKernelsClass() {}

    /**
     * {@code steps}: for each kernel with a vector form a step that calls it, from which the sizes
     * of its arrays follow.
     */
    public static TypeSpec of(
            GeneratedNames names, String model, List<Step> steps, KernelForms flavour) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(names.vectorKernels())
                        .addJavadoc(
                                "The loops of $L as vectors, to the same bits as {@link $T}.\n",
                                model,
                                names.kernels())
                        .addModifiers(FINAL)
                        .addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
        VectorEmitter.addFields(type, steps.stream().map(Step::kernel).toList());
        // Two kernels may share a tile, such as a convolution with and without statistics.
        Set<MethodSpec> methods = new LinkedHashSet<>();
        for (Step step : steps) {
            methods.addAll(
                    VectorEmitter.methods(step.kernel(), flavour.scratch(step.kernel()) > 0));
        }
        type.addMethods(methods);
        VectorEmitter.addFirstUses(type, methods);
        addTrials(type, names, steps, flavour);
        return type.build();
    }

    private static void addTrials(
            TypeSpec.Builder type, GeneratedNames names, List<Step> steps, KernelForms flavour) {
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
        for (int i = 0; i < steps.size(); i++) {
            type.addMethod(trial("trial" + i, names, steps.get(i), flavour));
        }
    }

    private static MethodSpec trial(
            String name, GeneratedNames names, Step step, KernelForms flavour) {
        Kernel kernel = step.kernel();
        int samples = samples(step);
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name)
                        .addModifiers(PRIVATE, STATIC)
                        .returns(Runnable.class)
                        .addParameter(boolean.class, "vector");
        List<CodeBlock> arrays = new ArrayList<>();
        for (int i = 0; i < step.operands().size(); i++) {
            Argument argument = kernel.arguments().get(i);
            String type = type(argument.element());
            method.addStatement(
                    "$L[] $L = new $L[$L]",
                    type,
                    argument.name(),
                    type,
                    size(step.operands().get(i), samples));
            arrays.add(CodeBlock.of("$L", argument.name()));
        }
        CodeBlock.Builder arguments =
                CodeBlock.builder()
                        .add(
                                LayerMethods.leading(
                                        kernel,
                                        CodeBlock.of("$L", samples),
                                        CodeBlock.of("0,$W$L", kernel.divisibleRows()),
                                        arrays));
        if (flavour.scratch(kernel) > 0) {
            method.addStatement("float[] scratch = new float[$L]", flavour.scratch(kernel));
            arguments.add(",$Wscratch");
        }
        if (kernel.isRandom()) {
            arguments.add(",$W0L, 0L, 0");
        }
        if (kernel.divides()) {
            arguments.add(",$W$L", samples);
        }
        CodeBlock vector = arguments.build();
        AccumulatorSize slab = flavour.slab(kernel);
        if (!slab.isNone()) {
            method.addStatement(
                    "float[][] rows = $T.rows($L, $L)",
                    ACCUMULATOR_ROWS,
                    slab.sums(),
                    slab.length());
            arguments.add(",$Wrows");
        }
        return method.addStatement(
                        "return vector$W? () -> $L($L)$W: () -> $T.$L($L)",
                        kernel.name(),
                        vector,
                        names.kernels(),
                        kernel.name(),
                        arguments.build())
                .build();
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
    private static int samples(Step step) {
        int samples = rows(step) >= ENOUGH_ROWS ? 1 : ENOUGH_ROWS + 1;
        return Math.max(samples, VectorEmitter.samples(step.kernel()));
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
