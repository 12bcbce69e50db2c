package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.pass.MemoryPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The working memory of a batch: the raw input, planned buffers that grow with the largest batch
 * seen, scratch.
 */
final class Buffers {

    private static final int MOST = 80;

    private final Tensor input;
    private final MemoryPlan plan;
    private final int scratch;

    Buffers(Tensor input, MemoryPlan plan, List<Step> steps) {
        this.input = input;
        this.plan = plan;
        this.scratch = steps.stream().mapToInt(s -> s.kernel().scratch()).max().orElse(0);
    }

    /** The array that holds a tensor. */
    String array(Tensor tensor) {
        return tensor.equals(input) ? "input" : name(plan.bufferOf(tensor).index());
    }

    private static String name(int index) {
        return "buffer" + index;
    }

    /** The arrays, each with what it holds over time. */
    void addFields(TypeSpec.Builder type) {
        type.addField(
                FieldSpec.builder(float[].class, "input", PRIVATE)
                        .addJavadoc(
                                "The caller's batch, $L numbers a sample; only read.\n",
                                input.shape())
                        .initializer("new float[0]")
                        .build());
        plan.buffers()
                .forEach(
                        buffer -> {
                            type.addField(
                                    FieldSpec.builder(float[].class, name(buffer.index()), PRIVATE)
                                            .addJavadoc("$L.\n", holds(buffer.tensors()))
                                            .build());
                        });
        if (scratch > 0) {
            type.addField(
                    FieldSpec.builder(float[].class, "scratch", PRIVATE, FINAL)
                            .addJavadoc("One image with a border of zeros.\n")
                            .initializer("new float[$L]", scratch)
                            .build());
        }
        type.addField(
                FieldSpec.builder(int.class, "capacity", PRIVATE)
                        .addJavadoc("Samples for which the buffers are large enough.\n")
                        .build());
    }

    /** What makes room for a batch. */
    void addMethods(TypeSpec.Builder type) {
        List<CodeBlock> allocations = new ArrayList<>();
        for (MemoryPlan.Buffer buffer : plan.buffers()) {
            allocations.add(
                    CodeBlock.builder()
                            .addStatement(
                                    "$L = new float[$T.multiplyExact(samples, $L)]",
                                    name(buffer.index()),
                                    Math.class,
                                    buffer.size())
                            .build());
        }
        type.addMethod(
                MethodSpec.methodBuilder("begin")
                        .addJavadoc("Sets the batch and makes room for it.\n")
                        .addModifiers(PRIVATE)
                        .addParameter(float[].class, "batch")
                        .addParameter(int.class, "samples")
                        .addStatement("input = batch")
                        .beginControlFlow("if (samples > capacity)")
                        .addStatement("allocate(samples)")
                        .addStatement("capacity = samples")
                        .endControlFlow()
                        .build());
        Chunks.add(
                type,
                "allocate",
                MOST,
                allocations,
                () ->
                        MethodSpec.methodBuilder("allocate")
                                .addModifiers(PRIVATE)
                                .addParameter(int.class, "samples"),
                "$L(samples)");
    }

    private static String holds(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::toString).collect(Collectors.joining("; then "));
    }
}
