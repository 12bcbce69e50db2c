package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PROTECTED;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.CLASSIFIER;
import static dev.kiln.processor.emit.code.RuntimeTypes.FOLDING;
import static dev.kiln.processor.emit.code.RuntimeTypes.PREDICTOR;
import static dev.kiln.processor.emit.code.RuntimeTypes.PREDICTOR_CONTEXT;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Folding;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Parameter;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.Programs;
import dev.kiln.processor.report.Summary;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The class that an application ships: weights that don't change, and working memory for each
 * thread.
 */
public final class PredictorClass {

    private final ModelInfo info;
    private final GeneratedNames names;
    private final Programs programs;
    private final Graph graph;
    private final KeptWeights kept;
    private final ParameterFields parameters;
    private final List<Folding> foldings;
    private final String head;
    private final BatchwiseFields batchwise;
    private final Buffers buffers;
    private final LayerMethods forward;
    private final PreparationMethods prepare;
    private final KernelForms forms;

    public PredictorClass(
            ModelInfo info,
            GeneratedNames names,
            Graph written,
            Programs programs,
            KernelForms forms) {
        Names identifiers =
                new Names("parameters", "input", "rows", "scratch", "rowsOfSums", "capacity");
        this.info = info;
        this.names = names;
        this.programs = programs;
        this.graph = programs.prediction().graph();
        this.foldings = programs.prediction().foldings();
        this.head = Summary.head(info.name(), written);
        List<Step> steps = programs.prediction().program().steps();
        List<Step> all = new ArrayList<>(steps);
        LastActivation.step(graph).ifPresent(all::add);
        // All that the file holds, though what is folded is not used any more.
        this.kept = new KeptWeights(programs.prediction().program());
        this.parameters =
                new ParameterFields(
                        written.parameters(),
                        identifiers,
                        Set.copyOf(kept.panels().values()),
                        Set.copyOf(kept.dropped()));
        this.buffers =
                new Buffers(
                        graph.input(), List.of(programs.prediction().buffers()), all, forms, true);
        Map<Operand.Batchwise, String> inPanels = new HashMap<>();
        kept.panels().forEach((operand, parameter) -> inPanels.put(operand, data(parameter)));
        this.batchwise = new BatchwiseFields(steps, identifiers, inPanels);
        this.forms = forms;
        this.prepare =
                new PreparationMethods(
                        "prepare",
                        "What the kernels read is made of the parameters once.",
                        kept.preparation());
        this.forward = new LayerMethods("forward", List.of(steps), identifiers, forms);
    }

    static ClassName superclass(Loss loss) {
        return loss.kind() == Loss.Kind.CROSS_ENTROPY ? CLASSIFIER : PREDICTOR;
    }

    public TypeSpec type(String architecture) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(names.predictor())
                        .addJavadoc(
                                "Predicts with the network that {@code $L} declares: $L to $L. Any number of threads may"
                                        + " share it.\n",
                                info.name(),
                                graph.input().shape(),
                                graph.logits().shape())
                        .addModifiers(PUBLIC, FINAL)
                        .superclass(superclass(graph.loss()));
        MethodSpec.Builder constructor =
                MethodSpec.constructorBuilder()
                        .addModifiers(PRIVATE)
                        .addCode(Frame.superCall(info, graph));
        if (forms.shared()) {
            constructor.addStatement("expectLargeLayers()");
        }
        type.addField(Frame.architecture(architecture));
        type.addField(Frame.chunk(programs.prediction().chunk()));
        parameters.addTo(type, constructor);
        batchwise.addEmpty(type);
        type.addMethod(constructor.build());
        LoadMethods load =
                new LoadMethods(names.predictor(), "predictor", ", predictor.parameters", finish());
        String failure = "it can't be read, is damaged or of another network";
        load.addTo(
                type,
                "A predictor with the weights of a safetensors file.",
                failure,
                ClassName.get(Path.class),
                "file");
        load.addTo(
                type,
                "A predictor with the weights of safetensors data, for example a resource of an application.",
                failure,
                ClassName.get(InputStream.class),
                "stream");
        type.addMethod(of());
        type.addMethod(PredictMethod.of(graph, chunkByChunk()));
        type.addMethod(newContext());
        type.addMethod(
                Frame.override("toString", ClassName.get(String.class))
                        .addCode(Frame.returnText(head))
                        .build());
        if (!foldings.isEmpty()) {
            addFolding(type);
        }
        prepare.addOnce(type, names.kernels(), arguments(), forms, kept);
        type.addType(workspace());
        return type.build();
    }

    private CodeBlock finish() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!foldings.isEmpty()) {
            code.addStatement("predictor.fold()");
        }
        if (!kept.dropped().isEmpty()) {
            code.addStatement("predictor.parameters.clear()");
        }
        return code.add(prepare.call("predictor.")).build();
    }

    private Arguments arguments() {
        return new Arguments(buffers::array, batchwise, "", parameters, Map.of());
    }

    private void addFolding(TypeSpec.Builder type) {
        List<CodeBlock> calls = new ArrayList<>();
        for (Folding f : foldings) {
            calls.add(
                    CodeBlock.builder()
                            .addStatement(
                                    "$T.fold($L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                                    FOLDING,
                                    data(f.weight()),
                                    parameters.width(f.weight(), f.scale().size()),
                                    f.bias().map(this::data).orElse("null"),
                                    data(f.scale()),
                                    data(f.shift()),
                                    data(f.mean()),
                                    data(f.variance()),
                                    f.epsilon())
                            .build());
        }
        MethodSplitter.add(
                type,
                "fold",
                50,
                calls,
                () ->
                        MethodSpec.methodBuilder("fold")
                                .addJavadoc(
                                        "Batch norm becomes part of the weights in front of it and of their biases.\n")
                                .addModifiers(PRIVATE),
                "$L()");
    }

    private String data(Parameter parameter) {
        return parameters.field(parameter) + ".values()";
    }

    private MethodSpec of() {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("A predictor with a copy of the weights that the network has now.\n")
                .addModifiers(PUBLIC, STATIC)
                .returns(names.predictor())
                .addParameter(names.network(), "network")
                .addStatement("$1T predictor = new $1T()", names.predictor())
                .addStatement("predictor.copy(network, predictor.parameters)")
                .addCode(finish())
                .addStatement("return predictor")
                .build();
    }

    private static CodeBlock chunkByChunk() {
        return CodeBlock.builder()
                .addStatement("predict(samples, CHUNK, batch.data, result.data)")
                .build();
    }

    private static MethodSpec newContext() {
        return MethodSpec.methodBuilder("newContext")
                .addAnnotation(Override.class)
                .addModifiers(PROTECTED)
                .returns(PREDICTOR_CONTEXT)
                .addStatement("return new Workspace()")
                .build();
    }

    private TypeSpec workspace() {
        TypeSpec.Builder type =
                TypeSpec.classBuilder("Workspace")
                        .addJavadoc("The working memory of one thread.\n")
                        .addModifiers(PRIVATE, FINAL)
                        .addSuperinterface(PREDICTOR_CONTEXT);
        buffers.addFields(type);
        type.addMethod(predictSome());
        type.addMethod(
                MethodSpec.methodBuilder("begin")
                        .addJavadoc("Takes some samples of a batch.\n")
                        .addModifiers(PRIVATE)
                        .addParameter(float[].class, "batch")
                        .addParameter(int.class, "first")
                        .addParameter(int.class, "samples")
                        .addCode(buffers.take(graph.logits().equals(graph.input()), false))
                        .build());
        type.addMethod(
                MethodSpec.methodBuilder("predict")
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "samples")
                        .addStatement("forward(samples)")
                        .addCode(
                                LastActivation.code(
                                        graph,
                                        names.kernels(),
                                        buffers.array(graph.logits()),
                                        forms))
                        .build());
        forward.addWhole(type, "From the raw inputs to the logits.");
        forward.addTo(type, names.kernels(), arguments(), graph.operations());
        buffers.addMethods(
                type,
                MethodSpec.methodBuilder("reserve")
                        .addAnnotation(Override.class)
                        .addModifiers(PUBLIC),
                CodeBlock.of(""));
        return type.build();
    }

    private MethodSpec predictSome() {
        return MethodSpec.methodBuilder("predict")
                .addAnnotation(Override.class)
                .addModifiers(PUBLIC)
                .addParameter(float[].class, "batch")
                .addParameter(int.class, "first")
                .addParameter(int.class, "samples")
                .addParameter(float[].class, "result")
                .addStatement("begin(batch, first, samples)")
                .addStatement("predict(samples)")
                .addStatement(
                        "System.arraycopy($1L, 0, result, first * $2L, samples * $2L)",
                        buffers.array(graph.logits()),
                        graph.logits().shape().size())
                .build();
    }
}
