package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.pass.Placement.Moved;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The search for the layer that made the loss NaN or infinite: forward once more, looking after
 * each layer.
 */
final class NonFiniteMethods {

    private static final int MOST = 100;

    private NonFiniteMethods() {}

    static void addTo(
            TypeSpec.Builder type,
            Graph graph,
            Map<Tensor, Moved> moved,
            LayerMethods forward,
            Buffers buffers) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (Operation o : graph.operations()) {
            outputs.put(o.layer(), o.output());
        }
        List<CodeBlock> statements = new ArrayList<>();
        statements.add(check("input", graph.input(), moved, buffers));
        outputs.forEach(
                (layer, output) ->
                        statements.add(
                                CodeBlock.builder()
                                        .add(call(forward.methods().get(layer)))
                                        .add(check(layer, output, moved, buffers))
                                        .build()));
        List<String> parts = parts(type, statements);
        MethodSpec.Builder first =
                MethodSpec.methodBuilder("firstNonFinite")
                        .addJavadoc(
                                "The first layer whose output is NaN or infinite somewhere: the batch goes forward once more.\n")
                        .addModifiers(PRIVATE)
                        .returns(String.class)
                        .addParameter(int.class, "samples");
        if (parts.isEmpty()) {
            statements.forEach(first::addCode);
        }
        for (String part : parts) {
            first.addStatement("$T layer$L = $L(samples)", String.class, parts.indexOf(part), part);
            first.beginControlFlow("if (layer$L != null)", parts.indexOf(part));
            first.addStatement("return layer$L", parts.indexOf(part));
            first.endControlFlow();
        }
        type.addMethod(first.addStatement("return \"loss\"").build());
    }

    private static List<String> parts(TypeSpec.Builder type, List<CodeBlock> statements) {
        List<String> parts = new ArrayList<>();
        if (statements.size() <= MOST) {
            return parts;
        }
        for (int from = 0; from < statements.size(); from += MOST) {
            String name = "firstNonFinitePart" + (parts.size() + 1);
            MethodSpec.Builder part =
                    MethodSpec.methodBuilder(name)
                            .addModifiers(PRIVATE)
                            .returns(String.class)
                            .addParameter(int.class, "samples");
            statements
                    .subList(from, Math.min(statements.size(), from + MOST))
                    .forEach(part::addCode);
            type.addMethod(part.addStatement("return null").build());
            parts.add(name);
        }
        return parts;
    }

    /** A layer has no method if what it computes was merged into that of another. */
    private static CodeBlock call(String method) {
        return method == null
                ? CodeBlock.of("")
                : CodeBlock.builder().addStatement("$L(samples)", method).build();
    }

    private static CodeBlock check(
            String layer, Tensor output, Map<Tensor, Moved> moved, Buffers buffers) {
        Moved place = moved.get(output);
        CodeBlock finite =
                place == null
                        ? CodeBlock.of(
                                "finite($L, samples * $L)",
                                buffers.array(output),
                                output.shape().size())
                        : CodeBlock.of(
                                "finite($L, samples * $L, $L, $L, $L)",
                                buffers.array(place.joined()),
                                output.shape().pixels(),
                                place.place().from(),
                                place.place().channels(),
                                place.place().total());
        return CodeBlock.builder()
                .beginControlFlow("if (!$L)", finite)
                .addStatement("return $S", layer)
                .endControlFlow()
                .build();
    }
}
