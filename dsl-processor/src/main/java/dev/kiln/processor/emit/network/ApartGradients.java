package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.RuntimeTypes.CHUNK_GRADIENTS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Gradients that chunks {@linkplain dev.kiln.processor.graph.kernel.Kernel#sumsApart sum apart} and
 * add in turn. Those of a turn lie in slots, from the first on; all turns use the same.
 */
public final class ApartGradients {

    /** Numbers of the largest gradient in each slot; complete when all turns are written. */
    private final List<Integer> sizes = new ArrayList<>();

    boolean isEmpty() {
        return sizes.isEmpty();
    }

    /** Makes a slot large enough for the gradient of a step. */
    void reserve(int slot, Step step) {
        int size = Turn.gradient(step).parameter().size();
        if (slot == sizes.size()) {
            sizes.add(size);
        } else {
            sizes.set(slot, Math.max(sizes.get(slot), size));
        }
    }

    /** What a step of a chunk adds to, instead of the gradient of the batch. */
    static String array(Step step, int slot, String gradient) {
        return call("apart", step, slot, gradient);
    }

    /** Adds it to the gradient of the batch. */
    static String join(Step step, int slot, String gradient) {
        return call("join", step, slot, gradient);
    }

    private static String call(String method, Step step, int slot, String gradient) {
        String form = step.kernel().addsSum() ? method + "UnlessAlone" : method;
        return "chunkGradients." + form + "(worker, " + slot + ", " + gradient + ")";
    }

    void addField(TypeSpec.Builder type) {
        if (!isEmpty()) {
            CodeBlock most =
                    CodeBlock.join(sizes.stream().map(s -> CodeBlock.of("$L", s)).toList(), ", ");
            type.addField(
                    FieldSpec.builder(CHUNK_GRADIENTS, "chunkGradients", PRIVATE, FINAL)
                            .addJavadoc("Gradients that wait for the turn of their chunk.\n")
                            .initializer("new $T($L)", CHUNK_GRADIENTS, most)
                            .build());
        }
    }

    /** Statements in front of the chunks' passes: room for each thread. */
    CodeBlock begin() {
        return isEmpty()
                ? CodeBlock.of("")
                : CodeBlock.of("chunkGradients.begin(team().workers(chunks));\n");
    }
}
