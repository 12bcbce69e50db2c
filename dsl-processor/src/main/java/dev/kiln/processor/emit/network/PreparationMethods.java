package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import java.util.ArrayList;
import java.util.List;

/** A method that makes of the parameters what kernels read, and the call of it. */
public record PreparationMethods(String name, String javadoc, List<Step> steps) {

    private static final int MOST = 100;

    /** Nothing where nothing is to be made. */
    CodeBlock call(String object) {
        return steps.isEmpty() ? CodeBlock.of("") : CodeBlock.of("$L$L();\n", object, name);
    }

    void addTo(TypeSpec.Builder type, ClassName kernels, Arguments arguments, KernelForms forms) {
        addTo(
                type,
                steps.stream()
                        .map(s -> LayerMethods.expression(s, kernels, arguments, forms))
                        .map(c -> CodeBlock.builder().addStatement(c).build())
                        .toList());
    }

    /** Adds it for a predictor, which has one of each: what was transformed goes. */
    void addOnce(
            TypeSpec.Builder type,
            ClassName kernels,
            Arguments arguments,
            KernelForms forms,
            KeptWeights kept) {
        List<CodeBlock> calls = new ArrayList<>();
        for (Step step : steps) {
            Operand.Batchwise made = (Operand.Batchwise) step.operands().get(1);
            CodeBlock.Builder code =
                    CodeBlock.builder()
                            .addStatement("$L = new float[$L]", arguments.apply(made), made.size())
                            .addStatement(LayerMethods.expression(step, kernels, arguments, forms));
            kept.dropped(step)
                    .ifPresent(
                            p -> code.addStatement("$L = null", arguments.parameters().field(p)));
            calls.add(code.build());
        }
        addTo(type, calls);
    }

    private void addTo(TypeSpec.Builder type, List<CodeBlock> calls) {
        if (calls.isEmpty()) {
            return;
        }
        MethodSplitter.add(
                type,
                name,
                MOST,
                calls,
                () ->
                        MethodSpec.methodBuilder(name)
                                .addJavadoc("$L\n", javadoc)
                                .addModifiers(PRIVATE),
                "$L()");
    }
}
