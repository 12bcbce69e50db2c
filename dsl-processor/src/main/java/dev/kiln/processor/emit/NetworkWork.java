package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.FINAL;
import static dev.kiln.processor.emit.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.Modifiers.PUBLIC;
import static dev.kiln.processor.emit.RuntimeTypes.WORK;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.pass.Segments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class that says what a chunk does in each segment: those of training, then that of the loss
 * in evaluation, then that of prediction.
 */
final class NetworkWork {

    private static final int MOST = 60;

    private final GeneratedNames names;
    private final Compiled compiled;
    private final Segments segments;
    private final Flavour flavour;
    private final Arguments arguments;

    NetworkWork(
            GeneratedNames names,
            Compiled compiled,
            Flavour flavour,
            ParameterFields parameters,
            BatchwiseFields batchwise) {
        this.names = names;
        this.compiled = compiled;
        this.segments = compiled.segments();
        this.flavour = flavour;
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

    /** The segment of the loss in evaluation. */
    int loss() {
        return segments.all().size();
    }

    /** The segment of predictions. */
    int prediction() {
        return segments.all().size() + 1;
    }

    TypeSpec type(List<LayerMethods.Shared> shared) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder("Passes")
                        .addJavadoc("What is done with a batch, chunk by chunk.\n")
                        .addModifiers(PRIVATE, FINAL)
                        .addSuperinterface(WORK)
                        .addMethod(chunk());
        if (!shared.isEmpty()) {
            type.addMethod(parts(shared));
        }
        return type.addMethod(join()).build();
    }

    /** Rows are computed in the workspace of the chunk, with the working memory of the thread. */
    private MethodSpec parts(List<LayerMethods.Shared> shared) {
        boolean several = segments.several();
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("Workspace workspace = workspaces[$L]", several ? "number" : "owner");
        code.beginControlFlow("switch (turn)");
        for (LayerMethods.Shared one : shared) {
            int each = one.division().each();
            code.add(
                    "case $L -> workspace.$L($L * from,$WMath.min($L * to, $L)",
                    one.turn(),
                    one.method(),
                    each,
                    each,
                    one.division().rows());
            if (flavour.scratch(one.step().kernel()) > 0) {
                code.add(several ? ",$Wscratches[worker]" : ",$Wworkspaces[worker].scratch");
            }
            if (!flavour.slab(one.step().kernel()).isNone()) {
                code.add(several ? ",$Wslabs[worker]" : ",$Wworkspaces[worker].rowsOfSums");
            }
            code.add(");\n");
        }
        code.addStatement("default -> throw new $T()", IllegalArgumentException.class);
        code.endControlFlow();
        return MethodSpec.methodBuilder("parts")
                .addAnnotation(Override.class)
                .addModifiers(PUBLIC)
                .addParameter(int.class, "turn")
                .addParameter(int.class, "from")
                .addParameter(int.class, "to")
                .addParameter(int.class, "number")
                .addParameter(int.class, "owner")
                .addParameter(int.class, "worker")
                .addCode(code.build())
                .build();
    }

    private MethodSpec chunk() {
        CodeBlock.Builder code = CodeBlock.builder();
        int training = segments.all().size();
        if (segments.several()) {
            code.addStatement(
                    "Workspace workspace = workspaces[segment < $L ? number : worker]", training);
            code.beginControlFlow("if (segment == 0 || segment >= $L)", training)
                    .addStatement("workspace.begin(number)")
                    .endControlFlow();
        } else {
            code.addStatement("Workspace workspace = workspaces[worker]");
            code.addStatement("workspace.begin(number)");
        }
        code.addStatement("workspace.workedOnBy(worker)");
        code.addStatement("int samples = workspace.samples");
        String evaluate = compiled.evaluatesApart() ? "evaluate" : "forward";
        code.beginControlFlow("switch (segment)");
        if (!segments.several()) {
            code.addStatement("case 0 -> workspace.train(samples)");
        }
        code.beginControlFlow("case $L ->", loss())
                .addStatement("workspace.$L(samples)", evaluate)
                .addStatement("workspace.loss(samples)")
                .endControlFlow();
        code.beginControlFlow("$L ->", segments.several() ? "case " + prediction() : "default")
                .addStatement("workspace.$L(samples)", evaluate)
                .addStatement("workspace.predict(samples)")
                .endControlFlow();
        if (segments.several()) {
            code.addStatement("default -> workspace.train(segment, samples)");
        }
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
            Cases.add(
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
                                            step, names.kernels(), arguments, flavour))
                            .build());
        }
        Chunks.add(
                type,
                name,
                MOST,
                calls,
                () ->
                        MethodSpec.methodBuilder(name)
                                .addJavadoc("$L\n", javadoc)
                                .addModifiers(PRIVATE)
                                .addParameter(int.class, "samples"),
                "$L(samples)");
    }
}
