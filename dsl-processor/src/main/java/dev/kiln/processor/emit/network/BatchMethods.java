package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PROTECTED;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.MATRIX;
import static dev.kiln.processor.emit.code.RuntimeTypes.TARGET;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.code.RuntimeTypes;
import dev.kiln.processor.emit.network.SegmentNumbers.Segment;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.LabelWeights;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.operation.Operation;
import dev.kiln.processor.pass.ChunkSize;
import dev.kiln.processor.pass.Programs;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The work of a network on a batch: predict, loss, loss with gradients, and output and gradients
 * for a loss of the caller.
 */
public final class BatchMethods {

    private final ModelInfo info;
    private final GeneratedNames names;
    private final Programs programs;
    private final Graph graph;
    private final BatchGradients once;
    private final BatchHalves halves;
    private final NetworkWorkspace workspace;
    private final NetworkWork work;
    private final PreparationMethods prepareTraining;
    private final PreparationMethods prepareEvaluation;

    /** The workspace must have been written: it knows then where chunks go in order. */
    BatchMethods(
            ModelInfo info,
            GeneratedNames names,
            Programs programs,
            BatchGradients once,
            BatchHalves halves,
            NetworkWorkspace workspace,
            NetworkWork work,
            PreparationMethods prepareTraining,
            PreparationMethods prepareEvaluation) {
        this.info = info;
        this.names = names;
        this.programs = programs;
        this.graph = programs.training().graph();
        this.once = once;
        this.halves = halves;
        this.workspace = workspace;
        this.work = work;
        this.prepareTraining = prepareTraining;
        this.prepareEvaluation = prepareEvaluation;
    }

    /** Methods that a user calls. */
    void addPublic(TypeSpec.Builder type) {
        type.addMethod(PredictMethod.of(graph, predict()));
        type.addMethod(loss("loss", evaluationLoss()));
        type.addMethod(loss("lossWithGradients", trainingLoss()));
        if (programs.evaluatesApart()) {
            type.addMethod(PredictMethod.ofTraining(graph, trainingOutput()));
        }
        labelWeights(programs).ifPresent(w -> type.addMethod(lossWeight(w)));
        batchNormPixels()
                .ifPresent(
                        pixels ->
                                type.addMethod(
                                        Frame.override("batchNormPixels", TypeName.INT)
                                                .addStatement("return $L", pixels)
                                                .build()));
    }

    /** Methods that those and the runtime call. */
    void addInternal(TypeSpec.Builder type) {
        type.addMethod(givenGradients());
        type.addMethod(gradients());
    }

    /** The kernel that adds up the weights of labels, if they have any. */
    public static Optional<LabelWeights> labelWeights(Programs programs) {
        return programs.training().loss().kernel() instanceof CrossEntropy loss
                        && !loss.classWeights().isEmpty()
                ? Optional.of(new LabelWeights(loss.classWeights()))
                : Optional.empty();
    }

    /** Chunks of any size give the same bits, unless sums over them are joined. */
    private String anyChunk() {
        return programs.training().chunk() == ChunkSize.WHOLE
                ? "samples"
                : "team().share(samples, CHUNK)";
    }

    /** Where sums begin anew in each chunk, its length decides bits. */
    private CodeBlock trainingChunk() {
        if (programs.training().chunk() == ChunkSize.WHOLE) {
            return CodeBlock.of("samples");
        }
        if (!workspace.apart().isEmpty()) {
            return CodeBlock.of("$T.fixedShare(samples, CHUNK)", RuntimeTypes.WORKER_TEAM);
        }
        return CodeBlock.of(
                "team().$L(samples, CHUNK)", once.areMost() ? "shareEvenly" : "shareInOrder");
    }

    private CodeBlock predict() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int chunks = begin(batch.data, samples, $L)", anyChunk())
                .addStatement("batchResult = result.data")
                .add(halves.none())
                .add(prepareEvaluation.call(""))
                .add(SegmentNumbers.run(Segment.PREDICT));
        return Frame.alone("predict", code.build());
    }

    private MethodSpec loss(String name, CodeBlock rest) {
        boolean classes = graph.loss().kind() == Loss.Kind.CROSS_ENTROPY;
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(PUBLIC)
                .returns(double.class)
                .addParameter(MATRIX, "batch")
                .addParameter(TARGET, "target")
                .addStatement("int samples = samples(batch)")
                .addCode(
                        Frame.alone(
                                name,
                                CodeBlock.builder()
                                        .addStatement(
                                                classes
                                                        ? "batchLabels = classes(target, samples)"
                                                        : "batchTargets = values(target, samples)")
                                        .add(rest)
                                        .build()))
                .build();
    }

    private CodeBlock evaluationLoss() {
        return CodeBlock.builder()
                .addStatement("int chunks = begin(batch.data, samples, $L)", anyChunk())
                .add(halves.none())
                .add(prepareEvaluation.call(""))
                .add(SegmentNumbers.run(Segment.LOSS))
                .addStatement("return mean(batchLosses, samples, $L)", total(weight()))
                .build();
    }

    /** How much a batch counts in a mean over several. */
    private CodeBlock weight() {
        return labelWeights(programs)
                .map(w -> CodeBlock.of("$T.$L(samples, batchLabels)", names.kernels(), w.name()))
                .orElse(CodeBlock.of("samples"));
    }

    /** By what the sum of the losses of a batch of this weight is divided. */
    private CodeBlock total(CodeBlock weight) {
        int size = graph.logits().shape().size();
        return graph.loss().kind() == Loss.Kind.CROSS_ENTROPY || size == 1
                ? weight
                : CodeBlock.of("$L * $L.0", weight, size);
    }

    private MethodSpec lossWeight(LabelWeights weights) {
        return Frame.override("lossWeight", TypeName.DOUBLE)
                .addParameter(TARGET, "target")
                .addParameter(int.class, "samples")
                .addStatement(
                        "return $T.$L(samples, classes(target, samples))",
                        names.kernels(),
                        weights.name())
                .build();
    }

    /** The least map whose mean and variance are taken from the batch. */
    private OptionalInt batchNormPixels() {
        return graph.operations().stream()
                .filter(Operation::keepsStatistics)
                .mapToInt(o -> o.output().shape().pixels())
                .min();
    }

    private CodeBlock trainingLoss() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("batchOutputGradient = null");
        code.addStatement("double weight = $L", weight());
        code.addStatement("divisor = $L", total(CodeBlock.of("gradientWeight(weight)")));
        code.addStatement("int chunks = gradients(batch.data, samples)")
                .addStatement(
                        "double loss = mean(batchLosses, samples, $L)",
                        total(CodeBlock.of("weight")))
                .beginControlFlow("if (!$T.isFinite(loss))", Double.class)
                .addStatement("throw nonFinite(loss, firstNonFinite(chunks), batch)")
                .endControlFlow()
                .add(endStep());
        boolean penalized = graph.parameters().stream().anyMatch(p -> p.training().isPenalized());
        return code.addStatement(penalized ? "return loss + penalty()" : "return loss").build();
    }

    private CodeBlock endStep() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("checkGradients(batch)");
        if (!programs.training().segments().last().isEmpty()) {
            code.addStatement("joinLast(samples)");
        }
        return code.addStatement("countStep()").build();
    }

    /** Forward is computed again: the chunks of a batch have gone through the same buffers. */
    private MethodSpec givenGradients() {
        return MethodSpec.methodBuilder("gradients")
                .addAnnotation(Override.class)
                .addModifiers(PROTECTED)
                .addParameter(MATRIX, "batch")
                .addParameter(MATRIX, "outputGradient")
                .addStatement("int samples = batch.numRows")
                .addStatement("batchOutputGradient = outputGradient.data")
                .addStatement("gradients(batch.data, samples)")
                .addCode(endStep())
                .build();
    }

    private CodeBlock trainingOutput() {
        int before = workspace.own().segment();
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(beginTraining("batch.data"));
        code.addStatement("batchResult = result.data")
                .add(prepareTraining.call(""))
                .add(halves.run());
        return code.add(SegmentNumbers.runBefore(before))
                .add(SegmentNumbers.run(Segment.TRAINING_OUTPUT))
                .build();
    }

    private CodeBlock beginTraining(String data) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (programs.training().segments().several()) {
            code.addStatement("int chunks = begin($L, samples, Math.min(CHUNK, samples))", data);
            return code.addStatement("keep(chunks)").build();
        }
        return code.addStatement("int chunks = begin($L, samples, $L)", data, trainingChunk())
                .build();
    }

    private MethodSpec gradients() {
        CodeBlock.Builder code = CodeBlock.builder();
        code.add(beginTraining("data"));
        if (info.inputGradient()) {
            code.addStatement("inputGradient.reshape(samples, $L)", graph.input().shape().size());
        }
        code.add(once.reserve())
                .add(workspace.apart().begin())
                .addStatement("clearGradients()")
                .add(prepareTraining.call(""))
                .add(halves.run())
                .add(work.numbers().runTraining())
                .add(once.run())
                .addStatement("return chunks");
        return MethodSpec.methodBuilder("gradients")
                .addJavadoc("Takes all chunks forward and backward, and returns their number.\n")
                .addModifiers(PRIVATE)
                .returns(int.class)
                .addParameter(float[].class, "data")
                .addParameter(int.class, "samples")
                .addCode(code.build())
                .build();
    }
}
