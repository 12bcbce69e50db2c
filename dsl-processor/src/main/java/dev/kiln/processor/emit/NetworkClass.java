package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.PROTECTED;
import static dev.kiln.processor.emit.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.Modifiers.STATIC;
import static dev.kiln.processor.emit.RuntimeTypes.MATRIX;
import static dev.kiln.processor.emit.RuntimeTypes.NETWORK;
import static dev.kiln.processor.emit.RuntimeTypes.PARAMETER;
import static dev.kiln.processor.emit.RuntimeTypes.TARGET;
import static dev.kiln.processor.emit.RuntimeTypes.WORK;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.LabelWeights;
import dev.kiln.processor.pass.ChunkSize;
import dev.kiln.processor.report.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The class that trains and evaluates: four functions of a batch, which is cut into chunks that go
 * through the workspaces.
 */
final class NetworkClass {

    private final ModelInfo info;
    private final GeneratedNames names;
    private final Graph written;
    private final Compiled compiled;
    private final Graph graph;
    private final ParameterFields parameters;
    private final BatchwiseFields batchwise;
    private final BatchGradients once;
    private final BatchHalves halves;
    private final Flavour flavour;
    private final NetworkWorkspace workspace;
    private final NetworkWork work;

    private final PreparationMethods prepareTraining;
    private final PreparationMethods prepareEvaluation;

    NetworkClass(
            ModelInfo info,
            GeneratedNames names,
            Graph written,
            Compiled compiled,
            Flavour flavour) {
        Names identifiers = new Names(BatchFields.NAMES);
        this.info = info;
        this.names = names;
        this.written = written;
        this.compiled = compiled;
        this.flavour = flavour;
        this.graph = compiled.training();
        List<Step> steps = new ArrayList<>(compiled.preparation());
        steps.addAll(compiled.program().training());
        steps.addAll(compiled.evaluationSteps().all());
        this.parameters = new ParameterFields(graph.parameters(), identifiers);
        this.batchwise = new BatchwiseFields(steps, identifiers);
        this.once =
                new BatchGradients(
                        compiled.program().backward(),
                        graph.input(),
                        flavour,
                        parameters,
                        identifiers);
        this.halves =
                new BatchHalves(
                        compiled.program().forward(),
                        flavour,
                        names.kernels(),
                        parameters,
                        identifiers);
        this.workspace =
                new NetworkWorkspace(
                        info,
                        names,
                        compiled,
                        flavour,
                        identifiers,
                        parameters,
                        batchwise,
                        once,
                        halves);
        this.work = new NetworkWork(names, compiled, flavour, parameters, batchwise);
        this.prepareTraining =
                new PreparationMethods(
                        "prepareTraining",
                        "What the kernels of a training step read is made of the parameters once.",
                        compiled.preparation());
        this.prepareEvaluation =
                new PreparationMethods(
                        "prepareEvaluation",
                        "The same for those that evaluate.",
                        compiled.evaluationSteps().once());
    }

    /** Whether the chunks of a training step are all kept. */
    private boolean keepsChunks() {
        return compiled.segments().several();
    }

    TypeSpec type(String architecture) {
        TypeSpec ofChunk = workspace.type();
        String summary =
                Summary.of(
                        info.name(),
                        written,
                        new Summary.Memory(
                                Float.BYTES * workspace.buffers().floatsPerSample(),
                                compiled.chunk(),
                                keepsChunks()),
                        new Summary.Memory(
                                Float.BYTES * compiled.predictionPlan().floatsPerSample(),
                                compiled.predictionChunk(),
                                false));
        TypeSpec.Builder type =
                TypeSpec.classBuilder(names.network())
                        .addJavadoc(
                                "Trains and evaluates the network that {@code $L} declares.\n\n<pre>\n$L</pre>\n",
                                info.name(),
                                summary)
                        .addModifiers(PUBLIC, FINAL)
                        .superclass(NETWORK);
        MethodSpec.Builder constructor =
                MethodSpec.constructorBuilder()
                        .addModifiers(PRIVATE)
                        .addCode(Frame.superCall(info, graph));
        type.addField(Frame.architecture(architecture));
        type.addField(Frame.chunk(compiled.chunk()));
        parameters.addTo(type, constructor);
        if (info.inputGradient()) {
            type.addField(
                    FieldSpec.builder(MATRIX, "inputGradient", PRIVATE, FINAL)
                            .initializer("new $T(1, $L)", MATRIX, graph.input().shape().size())
                            .build());
        }
        batchwise.addTo(type, constructor);
        once.addFields(type);
        halves.addFields(type);
        workspace.apart().addField(type);
        BatchFields.addTo(
                type,
                names.network().nestedClass("Workspace"),
                graph,
                keepsChunks(),
                workspace.buffers());
        type.addField(
                FieldSpec.builder(WORK, "work", PRIVATE, FINAL)
                        .initializer("new Passes()")
                        .build());
        type.addMethod(constructor.build());
        type.addMethod(initialize());
        new LoadMethods(names.network(), "network", "", CodeBlock.of(""))
                .addTo(
                        type,
                        "A network with the weights of a safetensors file.",
                        "the file is missing, damaged or of another network",
                        ClassName.get(Path.class),
                        "file");
        type.addMethod(PredictMethod.of(graph, predict()));
        type.addMethod(loss("loss", evaluationLoss()));
        type.addMethod(loss("lossWithGradients", trainingLoss()));
        labelWeights(compiled).ifPresent(w -> type.addMethod(lossWeight(w)));
        batchNormPixels()
                .ifPresent(
                        pixels ->
                                type.addMethod(
                                        Frame.override("batchNormPixels", TypeName.INT)
                                                .addStatement("return $L", pixels)
                                                .build()));
        if (info.inputGradient()) {
            type.addMethod(inputGradient());
        }
        type.addMethod(
                Frame.override(
                                "parameters",
                                ParameterizedTypeName.get(ClassName.get(List.class), PARAMETER))
                        .addStatement("return parameters")
                        .build());
        type.addMethod(
                Frame.override("summary", ClassName.get(String.class))
                        .addCode(Frame.returnText(summary))
                        .build());
        prepareTraining.addTo(type, names.kernels(), work.arguments(), flavour);
        prepareEvaluation.addTo(type, names.kernels(), work.arguments(), flavour);
        addCleared(type);
        once.addMethods(type, names.kernels());
        halves.addMethods(type);
        work.addJoins(type);
        BatchFields.addNonFinite(type, graph, keepsChunks(), halves);
        type.addType(work.type(once, halves));
        type.addType(ofChunk);
        return type.build();
    }

    private MethodSpec initialize() {
        return MethodSpec.methodBuilder("initialize")
                .addJavadoc(
                        "A new network with random weights; the same seed gives the same bits.\n")
                .addModifiers(PUBLIC, STATIC)
                .returns(names.network())
                .addParameter(long.class, "seed")
                .addStatement("$1T network = new $1T()", names.network())
                .addStatement("network.initializeParameters(seed)")
                .addStatement("return network")
                .build();
    }

    /** Chunks of any size give the same bits, unless sums over them are joined. */
    private String anyChunk() {
        return compiled.chunk() == ChunkSize.WHOLE ? "samples" : "crew().share(samples, CHUNK)";
    }

    /** Where sums begin anew in each chunk, its length decides bits. */
    private CodeBlock trainingChunk() {
        if (compiled.chunk() == ChunkSize.WHOLE) {
            return CodeBlock.of("samples");
        }
        if (!workspace.apart().isEmpty()) {
            return CodeBlock.of("$T.fixedShare(samples, CHUNK)", RuntimeTypes.CREW);
        }
        return CodeBlock.of(
                "crew().$L(samples, CHUNK)", once.areMost() ? "shareEvenly" : "shareInOrder");
    }

    private CodeBlock predict() {
        return CodeBlock.builder()
                .addStatement("int chunks = begin(batch.data, samples, $L)", anyChunk())
                .addStatement("batchResult = result.data")
                .add(halves.none())
                .add(prepareEvaluation.call(""))
                .addStatement("crew().run(work, $L, 1, chunks, 0)", work.prediction())
                .build();
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
                .addStatement(
                        classes
                                ? "batchLabels = classes(target, samples)"
                                : "batchTargets = values(target, samples)")
                .addCode(rest)
                .build();
    }

    private CodeBlock evaluationLoss() {
        return CodeBlock.builder()
                .addStatement("int chunks = begin(batch.data, samples, $L)", anyChunk())
                .add(halves.none())
                .add(prepareEvaluation.call(""))
                .addStatement("crew().run(work, $L, 1, chunks, 0)", work.loss())
                .addStatement("return mean(batchLosses, samples, $L)", total(weight()))
                .build();
    }

    /** How much a batch counts in a mean over several. */
    private CodeBlock weight() {
        return labelWeights(compiled)
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

    /** The kernel that adds up the weights of labels, if they have any. */
    static Optional<LabelWeights> labelWeights(Compiled compiled) {
        return compiled.program().loss().kernel() instanceof CrossEntropy loss
                        && !loss.classWeights().isEmpty()
                ? Optional.of(new LabelWeights(loss.classWeights()))
                : Optional.empty();
    }

    private CodeBlock trainingLoss() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (keepsChunks()) {
            code.addStatement("int chunks = begin(batch.data, samples, Math.min(CHUNK, samples))");
            code.addStatement("keep(chunks)");
        } else {
            code.addStatement("int chunks = begin(batch.data, samples, $L)", trainingChunk());
        }
        code.addStatement("double weight = $L", weight());
        code.addStatement("divisor = $L", total(CodeBlock.of("gradientWeight(weight)")));
        if (info.inputGradient()) {
            code.addStatement("inputGradient.reshape(samples, $L)", graph.input().shape().size());
        }
        code.add(once.reserve())
                .add(workspace.apart().begin())
                .addStatement("clearGradients()")
                .add(prepareTraining.call(""))
                .add(halves.run(work.halves()))
                .addStatement(
                        "crew().run(work, 0, $L, chunks, $L)",
                        compiled.segments().all().size(),
                        workspace.turns())
                .add(once.run(work.gradients()))
                .addStatement(
                        "double loss = mean(batchLosses, samples, $L)",
                        total(CodeBlock.of("weight")))
                .beginControlFlow("if (!$T.isFinite(loss))", Double.class)
                .addStatement("throw nonFinite(loss, firstNonFinite(chunks))")
                .endControlFlow();
        if (!compiled.segments().last().isEmpty()) {
            code.addStatement("joinLast(samples)");
        }
        code.addStatement("countStep()");
        boolean penalised = graph.parameters().stream().anyMatch(p -> p.training().isPenalised());
        return code.addStatement(penalised ? "return loss + penalty()" : "return loss").build();
    }

    /** What is computed once for the batch is cleared there. */
    private void addCleared(TypeSpec.Builder type) {
        List<CodeBlock> cleared =
                once.parameters().stream()
                        .map(p -> CodeBlock.of("parameter == $L", parameters.field(p)))
                        .toList();
        if (!cleared.isEmpty()) {
            type.addMethod(
                    MethodSpec.methodBuilder("clearsInParts")
                            .addAnnotation(Override.class)
                            .addModifiers(PROTECTED)
                            .returns(boolean.class)
                            .addParameter(PARAMETER, "parameter")
                            .addStatement("return $L", CodeBlock.join(cleared, "$W|| "))
                            .build());
        }
    }

    private MethodSpec inputGradient() {
        return MethodSpec.methodBuilder("inputGradient")
                .addJavadoc(
                        "[samples x $L]: derivative of the last {@link #lossWithGradients} by the raw input.\n",
                        graph.input().shape().size())
                .addModifiers(PUBLIC)
                .returns(MATRIX)
                .addStatement("return inputGradient")
                .build();
    }
}
