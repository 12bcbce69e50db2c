package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PROTECTED;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.CHUNK_TASK;
import static dev.kiln.processor.emit.code.RuntimeTypes.MATRIX;
import static dev.kiln.processor.emit.code.RuntimeTypes.NETWORK;
import static dev.kiln.processor.emit.code.RuntimeTypes.PARAMETER;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.Programs;
import dev.kiln.processor.report.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class that trains and evaluates: four functions of a batch, which is cut into chunks that go
 * through the workspaces.
 */
public final class NetworkClass {

    private final ModelInfo info;
    private final GeneratedNames names;
    private final Graph written;
    private final Programs programs;
    private final Graph graph;
    private final ParameterFields parameters;
    private final BatchwiseFields batchwise;
    private final BatchGradients once;
    private final BatchHalves halves;
    private final KernelForms forms;
    private final NetworkWorkspace workspace;
    private final NetworkWork work;

    private final PreparationMethods prepareTraining;
    private final PreparationMethods prepareEvaluation;

    public NetworkClass(
            ModelInfo info,
            GeneratedNames names,
            Graph written,
            Programs programs,
            KernelForms forms) {
        Names identifiers = new Names(BatchFields.NAMES);
        this.info = info;
        this.names = names;
        this.written = written;
        this.programs = programs;
        this.forms = forms;
        this.graph = programs.training().graph();
        List<Step> steps = new ArrayList<>(programs.training().program().preparation());
        steps.addAll(programs.training().program().steps());
        steps.addAll(programs.evaluation().program().all());
        this.parameters = new ParameterFields(graph.parameters(), identifiers);
        this.batchwise = new BatchwiseFields(steps, identifiers);
        this.once =
                new BatchGradients(
                        programs.training().program().backward(),
                        graph.input(),
                        forms,
                        parameters,
                        identifiers);
        this.halves =
                new BatchHalves(
                        programs.training().program().forward(),
                        forms,
                        names.kernels(),
                        parameters,
                        identifiers);
        this.workspace =
                new NetworkWorkspace(
                        info,
                        names,
                        programs,
                        forms,
                        identifiers,
                        parameters,
                        batchwise,
                        once,
                        halves);
        this.work = new NetworkWork(names, programs, forms, parameters, batchwise);
        this.prepareTraining =
                new PreparationMethods(
                        "prepareTraining",
                        "What the kernels of a training step read is made of the parameters once.",
                        programs.training().program().preparation());
        this.prepareEvaluation =
                new PreparationMethods(
                        "prepareEvaluation",
                        "The same for those that evaluate.",
                        programs.evaluation().program().preparation());
    }

    /** Whether the chunks of a training step are all kept. */
    private boolean keepsChunks() {
        return programs.training().segments().several();
    }

    /** Of all buffers but those that threads have for a chunk at a time. */
    public Summary.Memory trainingMemory() {
        return new Summary.Memory(
                Float.BYTES * workspace.buffers().floatsPerSample(),
                programs.training().chunk(),
                keepsChunks());
    }

    public static Summary.Memory predictionMemory(Programs programs) {
        return new Summary.Memory(
                Float.BYTES * programs.prediction().buffers().floatsPerSample(),
                programs.prediction().chunk(),
                false);
    }

    public TypeSpec type(String architecture) {
        TypeSpec ofChunk = workspace.type();
        String summary =
                Summary.of(info.name(), written, trainingMemory(), predictionMemory(programs));
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
        type.addField(Frame.chunk(programs.training().chunk()));
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
        work.addConstants(type, once, halves);
        type.addField(
                SegmentNumbers.constant(
                        "REGIONS", "Places where chunks go in order.", workspace.turns()));
        BatchFields.addFields(
                type,
                names.network().nestedClass("Workspace"),
                graph,
                keepsChunks(),
                workspace.buffers());
        type.addField(
                FieldSpec.builder(CHUNK_TASK, "work", PRIVATE, FINAL)
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
        BatchMethods ofBatch =
                new BatchMethods(
                        info,
                        names,
                        programs,
                        once,
                        halves,
                        workspace,
                        work,
                        prepareTraining,
                        prepareEvaluation);
        ofBatch.addPublic(type);
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
        ofBatch.addInternal(type);
        BatchFields.addMethods(type, keepsChunks(), workspace.buffers());
        prepareTraining.addTo(type, names.kernels(), work.arguments(), forms);
        prepareEvaluation.addTo(type, names.kernels(), work.arguments(), forms);
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
        return Frame.override("inputGradient", MATRIX)
                .addStatement("return ofLastStep(inputGradient)")
                .build();
    }
}
