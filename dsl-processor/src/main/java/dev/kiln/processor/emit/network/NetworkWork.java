package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.FINAL;
import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.code.RuntimeTypes.CHUNK_TASK;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.GeneratedNames;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.emit.network.SegmentNumbers.Segment;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.pass.Programs;
import dev.kiln.processor.pass.Segments;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The class that says what a chunk does in each segment: those of training, then that of the loss
 * in evaluation, then that of prediction.
 */
public final class NetworkWork {

    private static final int MOST = 60;

    private final GeneratedNames names;
    private final Programs programs;
    private final Segments segments;
    private final SegmentNumbers numbers;
    private final KernelForms forms;
    private final Arguments arguments;

    NetworkWork(
            GeneratedNames names,
            Programs programs,
            KernelForms forms,
            ParameterFields parameters,
            BatchwiseFields batchwise) {
        this.names = names;
        this.programs = programs;
        this.segments = programs.training().segments();
        this.numbers = new SegmentNumbers(segments.all().size());
        this.forms = forms;
        this.arguments =
                new Arguments(
                        t -> {
                            throw new IllegalStateException(t + " belongs to samples");
                        },
                        batchwise,
                        "",
                        parameters,
                        Map.of());
    }

    /** How what belongs to no sample is named. */
    Arguments arguments() {
        return arguments;
    }

    SegmentNumbers numbers() {
        return numbers;
    }

    /** The constants that name the segments. */
    void addConstants(TypeSpec.Builder type, BatchGradients once, BatchHalves halves) {
        Set<Segment> used = EnumSet.of(Segment.TRAIN, Segment.LOSS, Segment.PREDICT);
        if (!once.isEmpty()) {
            used.add(Segment.WEIGHT_GRADIENTS);
        }
        if (!halves.isEmpty()) {
            used.add(Segment.SPLIT_SUMS);
        }
        if (programs.evaluatesApart()) {
            used.add(Segment.TRAINING_OUTPUT);
        }
        numbers.addTo(type, used);
    }

    TypeSpec type(BatchGradients once, BatchHalves halves) {
        return TypeSpec.classBuilder("Passes")
                .addJavadoc("What is done with a batch, chunk by chunk.\n")
                .addModifiers(PRIVATE, FINAL)
                .addSuperinterface(CHUNK_TASK)
                .addMethod(chunk(once, halves))
                .addMethod(join())
                .build();
    }

    private MethodSpec chunk(BatchGradients once, BatchHalves halves) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (!once.isEmpty()) {
            code.add(piece(Segment.WEIGHT_GRADIENTS, "weightGradients(number", once.memory()));
        }
        if (!halves.isEmpty()) {
            code.add(piece(Segment.SPLIT_SUMS, "half(number,$WbatchSamples", halves.memory()));
        }
        if (segments.several()) {
            // Several segments mean batch norm, which is evaluated apart.
            code.add("// Between the segments of training each chunk keeps a workspace.\n");
            code.addStatement(
                    "boolean kept = segment < TRAIN_SEGMENTS || segment == TRAINING_OUTPUT");
            code.addStatement("Workspace workspace = workspaces[kept ? number : worker]");
            code.beginControlFlow("if (segment == TRAIN || segment >= TRAIN_SEGMENTS)")
                    .addStatement("workspace.begin(number)")
                    .endControlFlow();
        } else {
            code.addStatement("Workspace workspace = workspaces[worker]");
            code.addStatement("workspace.begin(number)");
        }
        code.addStatement("workspace.workedOnBy(worker)");
        code.addStatement("int samples = workspace.samples");
        String evaluate = programs.evaluatesApart() ? "evaluate" : "forward";
        code.beginControlFlow("switch (segment)");
        if (!segments.several()) {
            code.addStatement("case TRAIN -> workspace.train(samples)");
        }
        code.beginControlFlow("case LOSS ->")
                .addStatement("workspace.$L(samples)", evaluate)
                .addStatement("workspace.loss(samples)")
                .endControlFlow();
        if (programs.evaluatesApart()) {
            code.addStatement("case TRAINING_OUTPUT -> workspace.trainingOutput(samples)");
        }
        code.beginControlFlow("case PREDICT ->")
                .addStatement("workspace.$L(samples)", evaluate)
                .addStatement("workspace.predict(samples)")
                .endControlFlow();
        code.addStatement(
                segments.several()
                        ? "default -> workspace.train(segment, samples)"
                        : "default -> throw new IllegalStateException()");
        code.endControlFlow();
        return MethodSpec.methodBuilder("chunk")
                .addAnnotation(Override.class)
                .addModifiers(PUBLIC)
                .addParameter(int.class, "segment")
                .addParameter(int.class, "number")
                .addParameter(int.class, "worker")
                .addCode(code.build())
                .build();
    }

    /** What a thread does with a piece of what is computed for the whole batch. */
    private CodeBlock piece(Segment segment, String call, Map<String, Class<?>> memory) {
        List<CodeBlock> arguments = new ArrayList<>(List.of(CodeBlock.of(call)));
        memory.keySet().forEach(m -> arguments.add(CodeBlock.of("$L", ofThread(m))));
        return CodeBlock.builder()
                .beginControlFlow("if (segment == $L)", segment)
                .addStatement("$L)", CodeBlock.join(arguments, ",$W"))
                .addStatement("return")
                .endControlFlow()
                .build();
    }

    /** Where a thread finds its working memory. */
    private String ofThread(String memory) {
        if (!segments.several()) {
            return "workspaces[worker]." + memory;
        }
        return memory.equals("scratch") ? "scratches[worker]" : "rowsOfSums(worker)";
    }

    private MethodSpec join() {
        return MethodSpec.methodBuilder("join")
                .addAnnotation(Override.class)
                .addModifiers(PUBLIC)
                .addParameter(int.class, "segment")
                .addCode(
                        segments.several()
                                ? CodeBlock.of("joinSums(segment, batchSamples);\n")
                                : CodeBlock.of(""))
                .build();
    }

    /** The methods that join what chunks have left. */
    void addJoins(TypeSpec.Builder type) {
        Map<Integer, CodeBlock> cases = new LinkedHashMap<>();
        for (int i = 0; i < segments.all().size(); i++) {
            List<Step> joins = segments.all().get(i).joins();
            if (!joins.isEmpty()) {
                cases.put(i, CodeBlock.of("join$L(samples)", i));
                add(type, "join" + i, "What follows for the batch from segment " + i + ".", joins);
            }
        }
        if (segments.several()) {
            SwitchSplitter.add(
                    type,
                    "segment",
                    cases,
                    CodeBlock.of("{}"),
                    () ->
                            MethodSpec.methodBuilder("joinSums")
                                    .addJavadoc("Joins what the chunks have left in a segment.\n")
                                    .addModifiers(PRIVATE)
                                    .addParameter(int.class, "segment")
                                    .addParameter(int.class, "samples"),
                    "segment, samples");
        }
        if (!segments.last().isEmpty()) {
            add(type, "joinLast", "What follows for the batch from all segments.", segments.last());
        }
    }

    private void add(TypeSpec.Builder type, String name, String javadoc, List<Step> steps) {
        List<CodeBlock> calls = new ArrayList<>();
        for (Step step : steps) {
            calls.add(
                    CodeBlock.builder()
                            .addStatement(
                                    LayerMethods.expression(
                                            step, names.kernels(), arguments, forms))
                            .build());
        }
        LayerMethods.addWhole(type, name, javadoc, MOST, calls);
    }
}
