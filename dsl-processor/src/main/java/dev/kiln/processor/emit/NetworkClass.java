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
import dev.kiln.processor.graph.Program;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.pass.Differentiation;
import dev.kiln.processor.pass.MemoryPlan;
import dev.kiln.processor.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The class that trains and evaluates: four functions over planned buffers, one method a layer and
 * direction.
 */
final class NetworkClass {

    private final ModelInfo info;
    private final GeneratedNames names;
    private final Graph graph;
    private final Program program;
    private final ParameterFields parameters;
    private final Buffers buffers;
    private final Arguments arguments;
    private final LayerMethods forward;
    private final LayerMethods backward;

    NetworkClass(
            ModelInfo info, GeneratedNames names, Graph graph, Program program, MemoryPlan plan) {
        Names identifiers =
                new Names("parameters", "input", "inputGradient", "scratch", "capacity");
        this.info = info;
        this.names = names;
        this.graph = graph;
        this.program = program;
        this.parameters = new ParameterFields(graph.parameters(), identifiers);
        this.buffers = new Buffers(graph.input(), plan, program.training());
        this.arguments = new Arguments(buffers, parameters, special());
        this.forward = new LayerMethods("forward", program.forward(), identifiers);
        this.backward = new LayerMethods("backward", program.backward(), identifiers);
    }

    private Map<Tensor, String> special() {
        return info.inputGradient()
                ? Map.of(Differentiation.inputGradient(graph), "inputGradient.data")
                : Map.of();
    }

    TypeSpec type(String architecture) {
        String summary = Summary.of(info.name(), graph);
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
        buffers.addFields(type);
        type.addMethod(constructor.build());
        type.addMethod(initialize());
        type.addMethod(load());
        type.addMethod(PredictMethod.of(graph, logitsAndLast()));
        type.addMethod(loss("loss", CodeBlock.of("return $L;\n", lossCall(program.loss()))));
        type.addMethod(loss("lossWithGradients", lossAndBackward()));
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
        NonFiniteMethods.addTo(type, graph, forward, buffers);
        buffers.addMethods(type);
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
                .addStatement("forward(samples)")
                .add(LastActivation.code(graph, names.kernels(), buffers.array(graph.logits())))
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
                                ? "int[] labels = classes(target, samples)"
                                : "float[] targets = values(target, samples)")
                .addStatement("begin(batch.data, samples)")
                .addStatement("forward(samples)")
                .addCode(rest)
                .build();
    }

    private CodeBlock lossCall(Step step) {
        return LayerMethods.expression(step, names.kernels(), arguments);
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
                .beginControlFlow("for (int i = 0; i < parameters.size(); i++)")
                .addStatement("$T.fill(parameters.get(i).gradient().data, 0f)", Arrays.class)
                .endControlFlow()
                .addStatement("backward(samples)")
                .addStatement("return loss");
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
