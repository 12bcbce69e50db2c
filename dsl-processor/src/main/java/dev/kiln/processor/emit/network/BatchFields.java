package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.RuntimeTypes.ACCUMULATOR_ROWS;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.Modifiers;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.operation.Graph;
import java.util.Arrays;
import java.util.List;

/** What a network knows of the batch that it works on, and the workspaces of its chunks. */
public final class BatchFields {

    /** Names that layers must not take. */
    static final String[] NAMES = {
        "parameters",
        "inputGradient",
        "outputGradients",
        "batchOutputGradient",
        "workspaces",
        "work",
        "batch",
        "batchSamples",
        "batchLabels",
        "batchTargets",
        "batchLosses",
        "batchResult",
        "chunk",
        "divisor",
        "weight",
        "scratches",
        "locals",
        "localSamples",
        "kept",
        "input",
        "rows",
        "pieces",
        "chunkGradients",
        "halved",
        "rowsOfSums",
        "accumulators",
        "scratch",
        "capacity",
        "labels",
        "targets",
        "losses",
        "number",
        "worker",
        "first",
        "samples"
    };

    private BatchFields() {}

    /**
     * The fields of the batch that goes through.
     *
     * @param keepsChunks whether each chunk of a training step has a workspace
     * @param buffers of a workspace
     */
    static void addFields(
            TypeSpec.Builder type,
            ClassName workspace,
            Graph graph,
            boolean keepsChunks,
            Buffers buffers) {
        int scratch = buffers.scratch();
        AccumulatorSize size = buffers.rowsOfSums();
        boolean locals = !buffers.localSizes().isEmpty();
        type.addField(
                FieldSpec.builder(ArrayTypeName.of(workspace), "workspaces", PRIVATE)
                        .addJavadoc(
                                keepsChunks
                                        ? "One for each chunk in training; else one for each thread.\n"
                                        : "One for each thread.\n")
                        .initializer("{}")
                        .build());
        if (keepsChunks) {
            type.addField(
                    FieldSpec.builder(int.class, "kept", PRIVATE)
                            .addJavadoc("Chunks for whose sums there is room.\n")
                            .build());
            if (scratch > 0) {
                type.addField(
                        FieldSpec.builder(float[][].class, "scratches", PRIVATE)
                                .addJavadoc("What kernels need for themselves, for each thread.\n")
                                .initializer("{}")
                                .build());
            }
            if (!size.isNone()) {
                type.addField(
                        FieldSpec.builder(float[][][].class, "accumulators", PRIVATE)
                                .addJavadoc("The rows of sums of the kernels, for each thread.\n")
                                .initializer("{}")
                                .build());
            }
        }
        if (locals) {
            type.addField(
                    FieldSpec.builder(float[][][].class, "locals", PRIVATE)
                            .addJavadoc(
                                    "Where chunks keep what they need within a segment, for each thread.\n")
                            .initializer("{}")
                            .build());
            type.addField(
                    FieldSpec.builder(int.class, "localSamples", PRIVATE)
                            .addJavadoc("Samples for which there is room.\n")
                            .build());
        }
        addBatch(type, graph);
    }

    /** Methods that set the fields, and make room. */
    static void addMethods(TypeSpec.Builder type, boolean keepsChunks, Buffers buffers) {
        int scratch = buffers.scratch();
        AccumulatorSize size = buffers.rowsOfSums();
        boolean locals = !buffers.localSizes().isEmpty();
        if (locals) {
            type.addMethod(reserveLocals(buffers.localSizes()));
        }
        type.addMethod(
                begin(
                        keepsChunks ? scratch : 0,
                        keepsChunks ? size : AccumulatorSize.NONE,
                        locals));
        type.addMethod(reserve());
        if (keepsChunks) {
            type.addMethod(keep());
        }
        if (keepsChunks && !size.isNone()) {
            type.addMethod(accumulators(size));
        }
    }

    private static void addBatch(TypeSpec.Builder type, Graph graph) {
        type.addField(
                FieldSpec.builder(float[].class, "batch", PRIVATE)
                        .addJavadoc("The caller's batch; only read.\n")
                        .build());
        type.addField(FieldSpec.builder(int.class, "batchSamples", PRIVATE).build());
        type.addField(
                FieldSpec.builder(int.class, "chunk", PRIVATE)
                        .addJavadoc("Samples in each chunk; the last may have fewer.\n")
                        .build());
        type.addField(
                graph.loss().kind() == Loss.Kind.CROSS_ENTROPY
                        ? FieldSpec.builder(int[].class, "batchLabels", PRIVATE).build()
                        : FieldSpec.builder(float[].class, "batchTargets", PRIVATE).build());
        type.addField(
                FieldSpec.builder(double.class, "divisor", PRIVATE)
                        .addJavadoc("What the mean over the batch divides by.\n")
                        .build());
        type.addField(
                FieldSpec.builder(float[].class, "batchOutputGradient", PRIVATE)
                        .addJavadoc("The caller's gradient by the output, or null for the loss.\n")
                        .build());
        type.addField(
                FieldSpec.builder(double[].class, "batchLosses", PRIVATE)
                        .addJavadoc("The loss of each sample.\n")
                        .initializer("{}")
                        .build());
        type.addField(
                FieldSpec.builder(float[].class, "batchResult", PRIVATE)
                        .addJavadoc("Where predictions go.\n")
                        .build());
    }

    private static MethodSpec begin(int scratch, AccumulatorSize size, boolean locals) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("begin")
                        .addJavadoc(
                                "Sets the batch, makes room for it, and returns the number of its chunks.\n")
                        .addModifiers(PRIVATE)
                        .returns(int.class)
                        .addParameter(float[].class, "data")
                        .addParameter(int.class, "samples")
                        .addParameter(int.class, "samplesOfChunk")
                        .addStatement("batch = data")
                        .addStatement("batchSamples = samples")
                        .addStatement("chunk = samplesOfChunk")
                        .beginControlFlow("if (batchLosses.length < samples)")
                        .addStatement("batchLosses = new double[samples]")
                        .endControlFlow();
        if (scratch > 0) {
            method.beginControlFlow("if (scratches.length < team().threads())")
                    .addStatement("scratches = new float[team().threads()][$L]", scratch)
                    .endControlFlow();
        }
        if (!size.isNone()) {
            method.beginControlFlow("if (accumulators.length < team().threads())")
                    .addStatement("accumulators = new float[team().threads()][][]")
                    .endControlFlow();
        }
        if (locals) {
            method.addStatement("reserveLocals(chunk)");
        }
        return method.addStatement("int chunks = (samples - 1) / chunk + 1")
                .addStatement("reserve(Math.min(chunks, team().threads()))")
                .addStatement("return chunks")
                .build();
    }

    private static MethodSpec reserveLocals(List<Integer> sizes) {
        CodeBlock.Builder arrays = CodeBlock.builder();
        for (int i = 0; i < sizes.size(); i++) {
            arrays.addStatement(
                    "locals[thread][$L] = new float[$T.multiplyExact(localSamples, $L)]",
                    i,
                    Math.class,
                    sizes.get(i));
        }
        return MethodSpec.methodBuilder("reserveLocals")
                .addJavadoc("Makes room for so many samples, for each thread.\n")
                .addModifiers(PRIVATE)
                .addParameter(int.class, "samples")
                .beginControlFlow(
                        "if (locals.length >= team().threads() && localSamples >= samples)")
                .addStatement("return")
                .endControlFlow()
                .addStatement("localSamples = Math.max(localSamples, samples)")
                .addStatement("locals = new float[team().threads()][][]")
                .beginControlFlow("for (int thread = 0; thread < locals.length; thread++)")
                .addStatement("locals[thread] = new float[$L][]", sizes.size())
                .addCode(arrays.build())
                .endControlFlow()
                .build();
    }

    /**
     * Each thread makes its own when it first needs them, behind all other memory: a collection
     * that copies some of the rows would leave them at other places of a cache line than the rest.
     */
    private static MethodSpec accumulators(AccumulatorSize size) {
        return MethodSpec.methodBuilder("rowsOfSums")
                .addJavadoc("The rows of sums of a thread.\n")
                .addModifiers(PRIVATE)
                .returns(float[][].class)
                .addParameter(int.class, "thread")
                .beginControlFlow("if (accumulators[thread] == null)")
                .addStatement(
                        "accumulators[thread] = $T.rows($L, $L)",
                        ACCUMULATOR_ROWS,
                        size.sums(),
                        size.length())
                .endControlFlow()
                .addStatement("return accumulators[thread]")
                .build();
    }

    private static MethodSpec reserve() {
        return MethodSpec.methodBuilder("reserve")
                .addJavadoc("Makes room for so many chunks at a time.\n")
                .addModifiers(PRIVATE)
                .addParameter(int.class, "chunks")
                .addStatement("int there = workspaces.length")
                .beginControlFlow("if (there < chunks)")
                .addStatement("workspaces = $T.copyOf(workspaces, chunks)", Arrays.class)
                .endControlFlow()
                .beginControlFlow("for (int i = 0; i < chunks; i++)")
                .beginControlFlow("if (i >= there)")
                .addStatement("workspaces[i] = new Workspace()")
                .endControlFlow()
                .addStatement("workspaces[i].reserve(chunk)")
                .endControlFlow()
                .build();
    }

    private static MethodSpec keep() {
        return MethodSpec.methodBuilder("keep")
                .addJavadoc("Makes room for all chunks and what they leave for each other.\n")
                .addModifiers(PRIVATE)
                .addParameter(int.class, "chunks")
                .addStatement("reserve(chunks)")
                .beginControlFlow("if (kept < chunks)")
                .addStatement("createSums(chunks)")
                .addStatement("kept = chunks")
                .endControlFlow()
                .build();
    }

    /** The search for the layer that made the loss NaN or infinite. */
    static void addNonFinite(
            TypeSpec.Builder type, Graph graph, boolean keepsChunks, BatchHalves halves) {
        type.addMethod(
                MethodSpec.methodBuilder("firstNonFinite")
                        .addJavadoc(
                                "The first layer whose output is NaN or infinite somewhere in the batch.\n")
                        .addModifiers(PRIVATE)
                        .returns(String.class)
                        .addParameter(int.class, "chunks")
                        .addCode(halves.none())
                        .addStatement("int layer = Integer.MAX_VALUE")
                        .beginControlFlow("for (int i = 0; i < chunks; i++)")
                        .addStatement(
                                "Workspace workspace = workspaces[$L]", keepsChunks ? "i" : "0")
                        .addStatement("workspace.begin(i)")
                        .addStatement("workspace.workedOnBy(0)")
                        .addStatement(
                                "layer = Math.min(layer, workspace.firstNonFinite(workspace.samples))")
                        .endControlFlow()
                        .addStatement("return layers().split(\"\\n\")[layer]")
                        .build());
        type.addMethod(
                MethodSpec.methodBuilder("layers")
                        .addModifiers(PRIVATE, Modifiers.STATIC)
                        .returns(String.class)
                        .addCode(
                                Frame.returnText(String.join("\n", NonFiniteMethods.layers(graph))))
                        .build());
    }

    /** Statements that copy what belongs to a chunk of the target. */
    static CodeBlock takeTarget(Graph graph) {
        int size = graph.logits().shape().size();
        return graph.loss().kind() == Loss.Kind.CROSS_ENTROPY
                ? CodeBlock.of("System.arraycopy(batchLabels, first, labels, 0, samples);\n")
                : CodeBlock.of(
                        "System.arraycopy(batchTargets, first * $1L, targets, 0, samples * $1L);\n",
                        size);
    }
}
