package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Step;
import java.util.List;

/** A method that makes of the parameters what kernels read, and the call of it. */
public record PreparationMethods(String name, String javadoc, List<Step> steps) {

    private static final int MOST = 100;

    /** Nothing where nothing is to be made. */
    CodeBlock call(String object) {
        return steps.isEmpty() ? CodeBlock.of("") : CodeBlock.of("$L$L();\n", object, name);
    }

    void addTo(TypeSpec.Builder type, ClassName kernels, Arguments arguments, KernelForms forms) {
        if (steps.isEmpty()) {
            return;
        }
        List<CodeBlock> calls =
                steps.stream()
                        .map(s -> LayerMethods.expression(s, kernels, arguments, forms))
                        .map(c -> CodeBlock.builder().addStatement(c).build())
                        .toList();
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
