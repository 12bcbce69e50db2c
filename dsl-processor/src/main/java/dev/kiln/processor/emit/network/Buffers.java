package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.RuntimeTypes.ACCUMULATOR_ROWS;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.pass.memory.BufferAssignment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The working memory of a workspace: the raw input, planned buffers that grow with the most samples
 * seen together, scratch.
 */
public final class Buffers {

    private static final int MOST = 80;

    private final Tensor input;
    private final List<BufferAssignment> plans;
    private final List<Map<Tensor, Integer>> places = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** The numbers of those that chunks share which a thread works on one after the other. */
    private final Set<Integer> local;

    private final int scratch;
    private final AccumulatorSize rowsOfSums;
    private final boolean ownScratch;

    /**
     * {@code plans}: those of programs of which one runs at a time, so they use the same arrays:
     * the largest buffer of one lies where the largest of the other does, and so on.
     *
     * @param ownScratch whether scratch belongs to each workspace
     */
    Buffers(
            Tensor input,
            List<BufferAssignment> plans,
            List<Step> steps,
            KernelForms forms,
            boolean ownScratch) {
        this.input = input;
        this.ownScratch = ownScratch;
        this.plans = plans;
        this.scratch = steps.stream().mapToInt(s -> forms.scratch(s.kernel())).max().orElse(0);
        this.rowsOfSums =
                steps.stream()
                        .map(s -> forms.accumulators(s.kernel()))
                        .reduce(AccumulatorSize.NONE, AccumulatorSize::and);
        this.local =
                plans.get(0).buffers().stream()
                        .filter(BufferAssignment.Buffer::local)
                        .map(BufferAssignment.Buffer::index)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<BufferAssignment.Buffer> first = largestFirst(plans.get(0));
        for (BufferAssignment plan : plans) {
            Map<Tensor, Integer> place = new HashMap<>();
            List<BufferAssignment.Buffer> sorted = largestFirst(plan);
            for (int i = 0; i < sorted.size(); i++) {
                int index = i < first.size() ? first.get(i).index() : i;
                while (sizes.size() <= index) {
                    sizes.add(0);
                }
                sizes.set(index, Math.max(sizes.get(index), sorted.get(i).size()));
                sorted.get(i).tensors().forEach(t -> place.put(t, index));
            }
            places.add(place);
        }
    }

    private static List<BufferAssignment.Buffer> largestFirst(BufferAssignment plan) {
        return plan.buffers().stream()
                .sorted(Comparator.comparingInt((BufferAssignment.Buffer b) -> -b.size()))
                .toList();
    }

    /** The array that holds a tensor of the first program. */
    String array(Tensor tensor) {
        return array(0, tensor);
    }

    /** The array that holds a tensor of one of the programs. */
    String array(int program, Tensor tensor) {
        return tensor.equals(input) ? "input" : name(places.get(program).get(tensor));
    }

    /** Floats that each sample of a batch takes: in all arrays but those of threads. */
    long floatsPerSample() {
        return IntStream.range(0, sizes.size())
                .filter(i -> !local.contains(i))
                .mapToLong(sizes::get)
                .sum();
    }

    private static String name(int index) {
        return "buffer" + index;
    }

    /** Floats a sample in each of the arrays that belong to threads, not to chunks. */
    List<Integer> localSizes() {
        return local.stream().map(sizes::get).toList();
    }

    /** Statements that take the arrays of a thread. */
    CodeBlock takeLocals() {
        CodeBlock.Builder code = CodeBlock.builder();
        int place = 0;
        for (int index : local) {
            code.addStatement("$L = locals[thread][$L]", name(index), place++);
        }
        return code.build();
    }

    /** Floats of working memory that the kernels need. */
    int scratch() {
        return scratch;
    }

    /** Rows of sums that the kernels need. */
    AccumulatorSize rowsOfSums() {
        return rowsOfSums;
    }

    /** The arrays, each with what it holds over time. */
    void addFields(TypeSpec.Builder type) {
        type.addField(
                FieldSpec.builder(float[].class, "input", PRIVATE)
                        .addJavadoc("Raw values, $L numbers a sample; only read.\n", input.shape())
                        .build());
        type.addField(
                FieldSpec.builder(float[].class, "rows", PRIVATE)
                        .addJavadoc("A copy of them, where they are not the first of the batch.\n")
                        .initializer("new float[0]")
                        .build());
        Map<Integer, String> held = held();
        for (int i = 0; i < sizes.size(); i++) {
            type.addField(
                    FieldSpec.builder(float[].class, name(i), PRIVATE)
                            .addJavadoc(
                                    "$L$L.\n",
                                    held.getOrDefault(i, "For evaluation only"),
                                    local.contains(i) ? "; an array of the thread" : "")
                            .build());
        }
        if (scratch > 0) {
            FieldSpec.Builder field =
                    FieldSpec.builder(float[].class, "scratch", PRIVATE)
                            .addJavadoc(
                                    "What kernels need for themselves, such as one image with a border of zeros.\n");
            if (ownScratch) {
                field.addModifiers(FINAL).initializer("new float[$L]", scratch);
            }
            type.addField(field.build());
        }
        if (!rowsOfSums.isNone()) {
            type.addField(
                    FieldSpec.builder(float[][].class, "rowsOfSums", PRIVATE)
                            .addJavadoc("The rows of sums of the kernels.\n")
                            .build());
        }
        type.addField(
                FieldSpec.builder(int.class, "capacity", PRIVATE)
                        .addJavadoc("Samples for which the buffers are large enough.\n")
                        .build());
    }

    /**
     * Statements that set the input to the samples of a batch from {@code first} on.
     *
     * @param copy whether something will be written into it
     * @param spared whether nobody reads it where there are sums of halves of it
     */
    CodeBlock take(boolean copy, boolean spared) {
        int size = input.shape().size();
        CodeBlock.Builder code = CodeBlock.builder();
        if (!copy) {
            code.beginControlFlow("if (first == 0$L)", spared ? " || halved" : "")
                    .addStatement("input = batch")
                    .addStatement("return")
                    .endControlFlow();
        }
        return code.beginControlFlow("if (rows.length < samples * $L)", size)
                .addStatement("rows = new float[capacity * $L]", size)
                .endControlFlow()
                .addStatement("System.arraycopy(batch, first * $1L, rows, 0, samples * $1L)", size)
                .addStatement("input = rows")
                .build();
    }

    /**
     * What makes room for samples; {@code more} is done with {@code samples} too.
     *
     * @param reserve the method's beginning
     */
    void addMethods(TypeSpec.Builder type, MethodSpec.Builder reserve, CodeBlock more) {
        List<CodeBlock> allocations = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            if (local.contains(i)) {
                continue;
            }
            allocations.add(
                    CodeBlock.builder()
                            .addStatement(
                                    "$L = new float[$T.multiplyExact(samples, $L)]",
                                    name(i),
                                    Math.class,
                                    sizes.get(i))
                            .build());
        }
        type.addMethod(
                reserve.addParameter(int.class, "samples")
                        .beginControlFlow("if (samples > capacity)")
                        .addStatement("allocate(samples)")
                        .addCode(more)
                        .addCode(ownRows())
                        .addStatement("capacity = samples")
                        .endControlFlow()
                        .build());
        MethodSplitter.add(
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

    /**
     * Behind all other memory: a collection that copies some of the rows would leave them at other
     * places of a cache line than the rest.
     */
    private CodeBlock ownRows() {
        return ownScratch && !rowsOfSums.isNone()
                ? CodeBlock.of(
                        "rowsOfSums = $T.rows($L, $L);\n",
                        ACCUMULATOR_ROWS,
                        rowsOfSums.sums(),
                        rowsOfSums.length())
                : CodeBlock.of("");
    }

    /** The tensors that the first program keeps in each array over time. */
    private Map<Integer, String> held() {
        Map<Integer, String> held = new HashMap<>();
        for (BufferAssignment.Buffer buffer : plans.get(0).buffers()) {
            held.put(
                    buffer.index(),
                    buffer.tensors().stream()
                            .map(Tensor::toString)
                            .collect(Collectors.joining("; then ")));
        }
        return held;
    }
}
