package dev.kiln.processor.emit.code;

import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.Preparation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parameters of a kernel's method, in their order: nothing else knows it.
 *
 * @param scratch whether there is working memory among them
 * @param rows whether there are rows of sums
 */
public record KernelSignature(Kernel kernel, boolean scratch, boolean rows) {

    /** Meaning of a parameter. */
    public enum Role {
        /** Samples of the chunk, or of the batch where the kernel joins chunks. */
        SAMPLES,
        FIRST_ROW,
        END_ROW,
        /** Samples of a chunk, where the kernel joins chunks. */
        CHUNK,
        /** An argument of the kernel. */
        ARRAY,
        SCRATCH,
        SEED,
        STEP,
        /** Samples of the batch in front of those of the chunk. */
        FIRST,
        DIVISOR,
        ROWS
    }

    /** One parameter. */
    public record Parameter(Role role, Class<?> type, String name) {}

    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        if (!(kernel instanceof Preparation)) {
            all.add(new Parameter(Role.SAMPLES, int.class, "samples"));
        }
        if (kernel.divisibleRows() > 0) {
            all.add(new Parameter(Role.FIRST_ROW, int.class, "firstRow"));
            all.add(new Parameter(Role.END_ROW, int.class, "endRow"));
        }
        if (kernel.joins()) {
            all.add(new Parameter(Role.CHUNK, int.class, "chunk"));
        }
        for (Argument argument : kernel.arguments()) {
            all.add(new Parameter(Role.ARRAY, type(argument.element()), argument.name()));
        }
        if (scratch) {
            all.add(new Parameter(Role.SCRATCH, float[].class, "scratch"));
        }
        if (kernel.isRandom()) {
            all.add(new Parameter(Role.SEED, long.class, "seed"));
            all.add(new Parameter(Role.STEP, long.class, "step"));
            all.add(new Parameter(Role.FIRST, int.class, "first"));
        }
        if (kernel.divides()) {
            all.add(new Parameter(Role.DIVISOR, double.class, "divisor"));
        }
        if (rows) {
            all.add(new Parameter(Role.ROWS, float[][].class, "rows"));
        }
        return all;
    }

    /** The method of the kernel without its body. */
    public MethodSpec.Builder method() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(kernel.name())
                        .addModifiers(STATIC)
                        .returns(kernel.returnsNumber() ? TypeName.DOUBLE : TypeName.VOID);
        kernel.comment().forEach(line -> method.addJavadoc("$L\n", line));
        parameters().forEach(p -> method.addParameter(p.type(), p.name()));
        return method;
    }

    /** The arguments of a call, as {@code value} gives each. */
    public CodeBlock arguments(Function<Parameter, String> value) {
        return CodeBlock.of(
                parameters().stream()
                        .map(p -> value.apply(p).replace("$", "$$"))
                        .collect(Collectors.joining(",$W")));
    }

    /** The arguments of a call out of another form, which has them under the same names. */
    public CodeBlock arguments() {
        return arguments(Parameter::name);
    }

    private static Class<?> type(Argument.Element element) {
        return switch (element) {
            case FLOAT -> float[].class;
            case DOUBLE -> double[].class;
            case INT -> int[].class;
            case FLOATS_OF_CHUNKS -> float[][].class;
            case DOUBLES_OF_CHUNKS -> double[][].class;
        };
    }
}
