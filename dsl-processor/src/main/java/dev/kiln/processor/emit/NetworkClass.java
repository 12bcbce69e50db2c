package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.Modifiers.STATIC;
import static dev.kiln.processor.emit.RuntimeTypes.MATRIX;
import static dev.kiln.processor.emit.RuntimeTypes.NETWORK;
import static dev.kiln.processor.emit.RuntimeTypes.PARAMETER;
import static dev.kiln.processor.emit.RuntimeTypes.TARGET;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.pass.Differentiation;
import dev.kiln.processor.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The class that trains and evaluates: four functions over planned buffers, one method a layer and
 * direction.
 */
final class NetworkClass {

    private final Flavour flavour;
    private final ModelInfo info;
    private final GeneratedNames names;
    private final Graph written;
    private final Compiled compiled;
    private final Graph graph;
    private final Program program;
    private final ParameterFields parameters;
    private final BatchwiseFields batchwise;
    private final Buffers buffers;
    private final Arguments arguments;
    private final LayerMethods forward;
    private final LayerMethods backward;
    private final LayerMethods evaluate;
    private final Tensor evaluated;
    private final int evaluationProgram;

    NetworkClass(
            ModelInfo info,
            GeneratedNames names,
            Graph written,
            Compiled compiled,
            Flavour flavour) {
        this.flavour = flavour;
        Names identifiers =
                new Names("parameters", "input", "inputGradient", "scratch", "capacity");
        this.info = info;
        this.names = names;
        this.written = written;
        this.compiled = compiled;
        this.graph = compiled.training();
        this.program = compiled.program();
        boolean apart = compiled.evaluatesApart();
        List<Step> steps = new ArrayList<>(program.training());
        steps.addAll(compiled.evaluationSteps());
        this.parameters = new ParameterFields(graph.parameters(), identifiers);
        this.batchwise = new BatchwiseFields(steps, identifiers);
        this.buffers =
                new Buffers(
                        graph.input(),
                        apart
                                ? List.of(compiled.trainingPlan(), compiled.evaluationPlan())
                                : List.of(compiled.trainingPlan()),
                        steps,
                        flavour);
        this.arguments = new Arguments(buffers::array, batchwise, parameters, special());
        this.forward = new LayerMethods("forward", program.forward(), identifiers, flavour);
        this.backward = new LayerMethods("backward", program.backward(), identifiers, flavour);
        this.evaluate =
                apart
                        ? new LayerMethods(
                                "evaluate", compiled.evaluationSteps(), identifiers, flavour)
                        : forward;
        this.evaluated = compiled.evaluation().logits();
        this.evaluationProgram = apart ? 1 : 0;
    }

    private Map<Tensor, String> special() {
        return info.inputGradient()
                ? Map.of(Differentiation.inputGradient(graph), "inputGradient.data")
                : Map.of();
    }

    private Arguments evaluationArguments() {
        return new Arguments(
                t -> buffers.array(evaluationProgram, t), batchwise, parameters, Map.of());
    }

    TypeSpec type(String architecture) {
        String summary =
                Summary.of(
                        info.name(),
                        written,
                        Float.BYTES * buffers.floatsPerSample(),
                        Float.BYTES * compiled.predictionPlan().floatsPerSample());
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
        parameters.addTo(type, constructor);
        if (info.inputGradient()) {
            type.addField(
                    FieldSpec.builder(MATRIX, "inputGradient", PRIVATE, FINAL)
                            .initializer("new $T(1, $L)", MATRIX, graph.input().shape().size())
                            .build());
        }
        batchwise.addTo(type, constructor);
        buffers.addFields(type);
        type.addMethod(constructor.build());
        type.addMethod(initialize());
        type.addMethod(load());
        type.addMethod(PredictMethod.of(graph, logitsAndLast()));
        type.addMethod(loss("loss", evaluation(), lossOf(program.loss())));
        type.addMethod(loss("lossWithGradients", "forward", lossAndBackward()));
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
        forward.addTo(
                type,
                "From the raw inputs to the logits.",
                names.kernels(),
                arguments,
                graph.operations());
        backward.addTo(
                type,
                "From the gradient by the logits to the gradients of all parameters"
                        + (info.inputGradient() ? " and of the input." : "."),
                names.kernels(),
                arguments,
                graph.operations());
        if (compiled.evaluatesApart()) {
            evaluate.addTo(
                    type,
                    "From the raw inputs to the logits, with running statistics and without dropout.",
                    names.kernels(),
                    evaluationArguments(),
                    compiled.evaluation().operations());
        }
        NonFiniteMethods.addTo(type, graph, compiled.moved(), forward, buffers);
        buffers.addMethods(type);
        return type.build();
    }

    private String evaluation() {
        return compiled.evaluatesApart() ? "evaluate" : "forward";
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

    private MethodSpec load() {
        return MethodSpec.methodBuilder("load")
                .addJavadoc(
                        """
                        A network with the weights of a safetensors file.

                        @throws IOException if the file is missing, damaged or of another network
                        """)
                .addModifiers(PUBLIC, STATIC)
                .returns(names.network())
                .addParameter(Path.class, "file")
                .addException(IOException.class)
                .addStatement("$1T network = new $1T()", names.network())
                .addStatement("network.read(file)")
                .addStatement("return network")
                .build();
    }

    private CodeBlock logitsAndLast() {
        return CodeBlock.builder()
                .addStatement("begin(batch.data, samples)")
                .addStatement("$L(samples)", evaluation())
                .add(
                        LastActivation.code(
                                graph,
                                names.kernels(),
                                buffers.array(evaluationProgram, evaluated)))
                .build();
    }

    private MethodSpec loss(String name, String pass, CodeBlock rest) {
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
                                ? "int[] labels = classes(target, samples)"
                                : "float[] targets = values(target, samples)")
                .addStatement("begin(batch.data, samples)")
                .addStatement("$L(samples)", pass)
                .addCode(rest)
                .build();
    }

    /** The loss of what was evaluated, whose logits may lie elsewhere than those of training. */
    private CodeBlock lossOf(Step step) {
        List<Operand> operands = new ArrayList<>(step.operands());
        operands.set(0, Operand.of(evaluated));
        Step moved = new Step(step.layer(), step.kernel(), operands);
        return CodeBlock.of(
                "return $L;\n",
                LayerMethods.expression(moved, names.kernels(), evaluationArguments(), flavour));
    }

    private CodeBlock lossCall(Step step) {
        return LayerMethods.expression(step, names.kernels(), arguments, flavour);
    }

    private CodeBlock lossAndBackward() {
        CodeBlock.Builder code = CodeBlock.builder();
        if (info.inputGradient()) {
            code.addStatement("inputGradient.reshape(samples, $L)", graph.input().shape().size());
        }
        code.addStatement("double loss = $L", lossCall(program.lossWithGradient()))
                .beginControlFlow("if (!$T.isFinite(loss))", Double.class)
                .addStatement("throw nonFinite(loss, firstNonFinite(samples))")
                .endControlFlow()
                .addStatement("clearGradients()");
        code.addStatement("backward(samples)");
        code.addStatement("countStep()");
        boolean penalised = graph.parameters().stream().anyMatch(p -> p.training().isPenalised());
        code.addStatement(penalised ? "return loss + penalty()" : "return loss");
        return code.build();
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
