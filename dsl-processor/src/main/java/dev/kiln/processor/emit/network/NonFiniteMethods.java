package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Program.Channels;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The search for the layer that made the loss NaN or infinite: forward once more, looking after
 * each layer.
 */
public final class NonFiniteMethods {

    private static final int MOST = 100;

    private NonFiniteMethods() {}

    /** The layers that are looked at, in order. */
    static List<String> layers(Graph graph) {
        Set<String> layers = new LinkedHashSet<>();
        layers.add("input");
        graph.operations().forEach(o -> layers.add(o.layer()));
        layers.add("loss");
        return List.copyOf(layers);
    }

    static void addTo(
            TypeSpec.Builder type,
            Graph graph,
            Map<Tensor, Channels> moved,
            LayerMethods forward,
            Buffers buffers) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (Operation o : graph.operations()) {
            outputs.put(o.layer(), o.output());
        }
        List<CodeBlock> statements = new ArrayList<>();
        statements.add(check(0, graph.input(), moved, buffers));
        outputs.forEach(
                (layer, output) -> {
                    CodeBlock.Builder code = CodeBlock.builder();
                    // A layer has no method if what it computes was merged into that of another.
                    forward.methods()
                            .getOrDefault(layer, List.of())
                            .forEach(m -> code.addStatement("$L(samples)", m));
                    statements.add(
                            code.add(check(statements.size(), output, moved, buffers)).build());
                });
        List<String> parts = parts(type, statements);
        MethodSpec.Builder first =
                MethodSpec.methodBuilder("firstNonFinite")
                        .addJavadoc(
                                "The number of the first layer whose output is NaN or infinite somewhere: the chunk goes"
                                        + " forward once more.\n")
                        .addModifiers(PRIVATE)
                        .returns(int.class)
                        .addParameter(int.class, "samples");
        if (parts.isEmpty()) {
            statements.forEach(first::addCode);
        }
        for (String part : parts) {
            first.addStatement("int layer$L = $L(samples)", parts.indexOf(part), part);
            first.beginControlFlow("if (layer$L >= 0)", parts.indexOf(part));
            first.addStatement("return layer$L", parts.indexOf(part));
            first.endControlFlow();
        }
        type.addMethod(first.addStatement("return $L", statements.size()).build());
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
                            .returns(int.class)
                            .addParameter(int.class, "samples");
            statements
                    .subList(from, Math.min(statements.size(), from + MOST))
                    .forEach(part::addCode);
            type.addMethod(part.addStatement("return -1").build());
            parts.add(name);
        }
        return parts;
    }

    private static CodeBlock check(
            int layer, Tensor output, Map<Tensor, Channels> moved, Buffers buffers) {
        Channels slice = moved.get(output);
        CodeBlock finite =
                slice == null
                        ? CodeBlock.of(
                                "finite($L, samples * $L)",
                                buffers.array(output),
                                output.shape().size())
                        : CodeBlock.of(
                                "finite($L, samples * $L, $L, $L, $L)",
                                buffers.array(slice.whole()),
                                output.shape().pixels(),
                                slice.slice().from(),
                                slice.slice().channels(),
                                slice.slice().total());
        return CodeBlock.builder()
                .beginControlFlow("if (!$L)", finite)
                .addStatement("return $L", layer)
                .endControlFlow()
                .build();
    }
}
