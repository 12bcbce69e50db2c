package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Loss;
import dev.kiln.processor.graph.ModelInfo;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.Tensor;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.Differentiation;
import dev.kiln.processor.pass.Programs;
import dev.kiln.processor.pass.Segments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The class of the working memory of a chunk, with one method a layer and direction. */
public final class NetworkWorkspace {

    private static final String INPUT_GRADIENT = "gradientOfInput";

    private final KernelForms forms;
    private final ModelInfo info;
    private final GeneratedNames names;
    private final Programs programs;
    private final Graph graph;
    private final Segments segments;
    private final Buffers buffers;
    private final Arguments arguments;
    private final Arguments evaluationArguments;
    private final LayerMethods forward;
    private final LayerMethods backward;
    private final LayerMethods evaluate;
    private final OwnLoss own;
    private final Tensor evaluated;
    private final int evaluationProgram;

    /** Whether no chunk needs its rows of the raw input where there are sums of halves of it. */
    private final boolean sparesInput;

    NetworkWorkspace(
            ModelInfo info,
            GeneratedNames names,
            Programs programs,
            KernelForms forms,
            Names identifiers,
            ParameterFields parameters,
            BatchwiseFields batchwise,
            BatchGradients once,
            BatchHalves halves) {
        this.forms = forms;
        this.info = info;
        this.names = names;
        this.programs = programs;
        this.graph = programs.training().graph();
        this.segments = programs.training().segments();
        boolean apart = programs.evaluatesApart();
        List<Step> steps = new ArrayList<>(programs.training().program().steps());
        steps.add(programs.training().loss());
        steps.addAll(programs.evaluation().program().steps());
        LastActivation.step(programs.evaluation().graph()).ifPresent(steps::add);
        this.buffers =
                new Buffers(
                        graph.input(),
                        apart
                                ? List.of(
                                        programs.training().buffers(),
                                        programs.evaluation().buffers())
                                : List.of(programs.training().buffers()),
                        steps,
                        forms,
                        !segments.several());
        this.arguments =
                new Arguments(buffers::array, batchwise, "[number]", parameters, special());
        this.evaluationProgram = apart ? 1 : 0;
        this.evaluationArguments =
                new Arguments(
                        t -> buffers.array(evaluationProgram, t),
                        batchwise,
                        "[number]",
                        parameters,
                        Map.of());
        this.forward =
                new LayerMethods(
                        "forward",
                        segments.all().stream().map(Segments.Segment::forward).toList(),
                        identifiers,
                        forms,
                        Optional.of(halves));
        this.backward =
                new LayerMethods(
                        "backward",
                        segments.all().stream().map(Segments.Segment::backward).toList(),
                        identifiers,
                        forms,
                        Optional.of(once));
        this.evaluate =
                apart
                        ? new LayerMethods(
                                "evaluate",
                                List.of(programs.evaluation().program().steps()),
                                identifiers,
                                forms)
                        : forward;
        this.own = new OwnLoss(programs, names.kernels(), forms, arguments);
        this.evaluated = programs.evaluation().graph().logits();
        this.sparesInput =
                !halves.isEmpty()
                        && programs.training().program().steps().stream()
                                .filter(s -> s.operands().contains(Operand.of(graph.input())))
                                .allMatch(s -> halves.contains(s) || once.contains(s));
    }

    private Map<Tensor, String> special() {
        return info.inputGradient()
                ? Map.of(Differentiation.inputGradient(graph), INPUT_GRADIENT)
                : Map.of();
    }

    /** Members that serve losses of the caller. */
    OwnLoss own() {
        return own;
    }

    Buffers buffers() {
        return buffers;
    }

    /** Places in the backward pass where chunks go in order; known when the type is made. */
    int turns() {
        return backward.turns();
    }

    /** What the backward pass computes in front of them; known then too. */
    ApartGradients apart() {
        return backward.apart();
    }

    TypeSpec type() {
        TypeSpec.Builder type =
                TypeSpec.classBuilder("Workspace")
                        .addJavadoc("The working memory of a chunk, and what is done in it.\n")
                        .addModifiers(PRIVATE, FINAL);
        buffers.addFields(type);
        addFields(type);
        type.addMethod(begin());
        type.addMethod(workedOnBy());
        addPasses(type);
        forward.addTo(type, names.kernels(), arguments, graph.operations());
        backward.addTo(type, names.kernels(), arguments, graph.operations());
        if (programs.evaluatesApart()) {
            evaluate.addTo(
                    type,
                    names.kernels(),
                    evaluationArguments,
                    programs.evaluation().graph().operations());
        }
        NonFiniteMethods.addTo(
                type, graph, programs.training().program().moved(), forward, buffers);
        buffers.addMethods(
                type,
                MethodSpec.methodBuilder("reserve")
                        .addJavadoc("Makes room for so many samples.\n")
                        .addModifiers(PRIVATE),
                reserveMore());
        return type.build();
    }

    private void addFields(TypeSpec.Builder type) {
        type.addField(
                classes()
                        ? FieldSpec.builder(int[].class, "labels", PRIVATE).build()
                        : FieldSpec.builder(float[].class, "targets", PRIVATE).build());
        type.addField(
                FieldSpec.builder(double[].class, "losses", PRIVATE)
                        .addJavadoc("The loss of each sample.\n")
                        .build());
        own.addField(type);
        if (info.inputGradient()) {
            type.addField(FieldSpec.builder(float[].class, INPUT_GRADIENT, PRIVATE).build());
        }
        type.addField(
                FieldSpec.builder(int.class, "number", PRIVATE)
                        .addJavadoc("Which chunk it is, from 0.\n")
                        .build());
        type.addField(
                FieldSpec.builder(int.class, "worker", PRIVATE)
                        .addJavadoc("The number of the thread that works on it.\n")
                        .build());
        type.addField(
                FieldSpec.builder(int.class, "first", PRIVATE)
                        .addJavadoc("Samples of the batch that lie before it.\n")
                        .build());
        type.addField(
                FieldSpec.builder(int.class, "samples", PRIVATE)
                        .addJavadoc("Samples in it.\n")
                        .build());
    }

    private CodeBlock reserveMore() {
        CodeBlock.Builder code = CodeBlock.builder();
        int size = graph.logits().shape().size();
        if (classes()) {
            code.addStatement("labels = new int[samples]");
        } else {
            code.addStatement("targets = new float[samples * $L]", size);
        }
        code.addStatement("losses = new double[samples]");
        if (info.inputGradient()) {
            code.addStatement(
                    "$L = new float[samples * $L]", INPUT_GRADIENT, graph.input().shape().size());
        }
        return code.build();
    }

    private MethodSpec begin() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("begin")
                        .addJavadoc("Takes a chunk of the batch.\n")
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "chunkOfBatch")
                        .addStatement("number = chunkOfBatch");
        return method.addStatement("first = number * chunk")
                .addStatement("samples = Math.min(chunk, batchSamples - first)")
                .addCode(buffers.take(evaluated.equals(graph.input()), sparesInput))
                .build();
    }

    private MethodSpec workedOnBy() {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder("workedOnBy")
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "thread")
                        .addStatement("worker = thread");
        if (segments.several() && buffers.scratch() > 0) {
            method.addStatement("scratch = scratches[thread]");
        }
        if (segments.several() && !buffers.rowsOfSums().isNone()) {
            method.addStatement("rowsOfSums = rowsOfSums(thread)");
        }
        method.addCode(buffers.takeLocals());
        return method.build();
    }

    private void addPasses(TypeSpec.Builder type) {
        if (segments.several()) {
            Map<Integer, CodeBlock> cases = new LinkedHashMap<>();
            for (int i = 0; i < segments.all().size(); i++) {
                cases.put(i, CodeBlock.of("segment$L(samples)", i));
            }
            SwitchSplitter.add(
                    type,
                    "segment",
                    cases,
                    CodeBlock.of("throw new $T();", IllegalStateException.class),
                    () ->
                            MethodSpec.methodBuilder("train")
                                    .addJavadoc("What a chunk does in a segment of training.\n")
                                    .addModifiers(PRIVATE)
                                    .addParameter(int.class, "segment")
                                    .addParameter(int.class, "samples"),
                    "segment, samples");
            for (int i = 0; i < segments.all().size(); i++) {
                LayerMethods.addWhole(
                        type, "segment" + i, "What a chunk does in segment " + i + ".", calls(i));
            }
        } else {
            LayerMethods.addWhole(
                    type,
                    "train",
                    "Forward, loss and backward.",
                    List.of(CodeBlock.join(trains(), "")));
            forward.addWhole(type, "From the raw inputs to the logits.");
            backward.addWhole(
                    type,
                    "From the gradient by the logits to the gradients of all parameters"
                            + (info.inputGradient() ? " and of the input." : "."));
        }
        if (programs.evaluatesApart()) {
            evaluate.addWhole(
                    type,
                    "From the raw inputs to the logits, with running statistics and without dropout.");
        }
        type.addMethod(
                loss(
                        "lossWithGradient",
                        own.otherwise(),
                        programs.training().program().loss(),
                        arguments));
        own.addGradient(type);
        if (programs.evaluatesApart()) {
            own.addOutput(type, forward);
        }
        type.addMethod(loss("loss", CodeBlock.of(""), evaluationLoss(), evaluationArguments));
        type.addMethod(predict());
    }

    private List<CodeBlock> trains() {
        List<CodeBlock> calls =
                new ArrayList<>(
                        List.of(
                                CodeBlock.of("forward(samples);\n"),
                                CodeBlock.of("lossWithGradient(samples);\n"),
                                CodeBlock.of("backward(samples);\n")));
        if (info.inputGradient()) {
            calls.add(giveInputGradient());
        }
        return calls;
    }

    private List<CodeBlock> calls(int segment) {
        List<CodeBlock> calls = new ArrayList<>(forward.calls(segment));
        if (segments.all().get(segment).loss()) {
            calls.add(CodeBlock.of("lossWithGradient(samples);\n"));
        }
        calls.addAll(backward.calls(segment));
        if (info.inputGradient() && segment == segments.all().size() - 1) {
            calls.add(giveInputGradient());
        }
        return calls;
    }

    private CodeBlock giveInputGradient() {
        return CodeBlock.of(
                "System.arraycopy($1L, 0, inputGradient.data, first * $2L, samples * $2L);\n",
                INPUT_GRADIENT,
                graph.input().shape().size());
    }

    /** The loss of what was evaluated, whose logits may lie elsewhere than those of training. */
    private Step evaluationLoss() {
        Step step = programs.training().loss();
        List<Operand> operands = new ArrayList<>(step.operands());
        operands.set(0, Operand.of(evaluated));
        return new Step(step.layer(), step.kernel(), operands);
    }

    private MethodSpec loss(String name, CodeBlock first, Step step, Arguments from) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(PRIVATE)
                .addParameter(int.class, "samples")
                .addCode(first)
                .addCode(BatchFields.takeTarget(graph))
                .addStatement(LayerMethods.expression(step, names.kernels(), from, forms))
                .addStatement("System.arraycopy(losses, 0, batchLosses, first, samples)")
                .build();
    }

    private MethodSpec predict() {
        String array = buffers.array(evaluationProgram, evaluated);
        return MethodSpec.methodBuilder("predict")
                .addModifiers(PRIVATE)
                .addParameter(int.class, "samples")
                .addCode(LastActivation.code(graph, names.kernels(), array, forms))
                .addStatement(
                        "System.arraycopy($1L, 0, batchResult, first * $2L, samples * $2L)",
                        array,
                        graph.logits().shape().size())
                .build();
    }

    private boolean classes() {
        return graph.loss().kind() == Loss.Kind.CROSS_ENTROPY;
    }
}
