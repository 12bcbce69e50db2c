package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.operation.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One method for what each layer does in one direction; two, where it waits in between for what is
 * known only of the whole batch.
 */
public final class LayerMethods {

    private static final int MOST = 400;

    /** What a layer does in a segment. */
    private record Part(String layer, String method, boolean first, List<Step> steps) {}

    private final KernelForms forms;
    private final String direction;
    private final List<List<Part>> segments = new ArrayList<>();
    private final Map<String, List<String>> methods = new LinkedHashMap<>();
    private final Optional<WholeBatch> whole;
    private final ApartGradients apart = new ApartGradients();
    private int turns;

    /** {@code direction}: {@code forward}, {@code backward} or {@code evaluate}. */
    LayerMethods(String direction, List<List<Step>> segments, Names names, KernelForms forms) {
        this(direction, segments, names, forms, Optional.empty());
    }

    /** {@code whole}: steps that may be done for the whole batch. */
    LayerMethods(
            String direction,
            List<List<Step>> segments,
            Names names,
            KernelForms forms,
            Optional<WholeBatch> whole) {
        this.forms = forms;
        this.direction = direction;
        this.whole = whole;
        for (List<Step> steps : segments) {
            Map<String, List<Step>> layers = new LinkedHashMap<>();
            steps.forEach(s -> layers.computeIfAbsent(s.layer(), l -> new ArrayList<>()).add(s));
            List<Part> parts = new ArrayList<>();
            layers.forEach(
                    (layer, own) -> {
                        boolean first = !methods.containsKey(layer);
                        String method = names.method(direction, layer);
                        methods.computeIfAbsent(layer, l -> new ArrayList<>()).add(method);
                        parts.add(new Part(layer, method, first, own));
                    });
            this.segments.add(parts);
        }
    }

    /** The methods of each layer, in order. */
    Map<String, List<String>> methods() {
        return methods;
    }

    /** Places in these methods where chunks go in order. */
    int turns() {
        return turns;
    }

    /** What these methods compute in front of such places. */
    ApartGradients apart() {
        return apart;
    }

    /** Statements that call the layers of a segment. */
    List<CodeBlock> calls(int segment) {
        return segments.get(segment).stream()
                .map(p -> CodeBlock.of("$L(samples);\n", p.method()))
                .toList();
    }

    /** The method that calls all layers of the only segment. */
    void addWhole(TypeSpec.Builder type, String javadoc) {
        addWhole(type, direction, javadoc, calls(0));
    }

    /** A method that calls layers. */
    static void addWhole(
            TypeSpec.Builder type, String name, String javadoc, List<CodeBlock> calls) {
        addWhole(type, name, javadoc, MOST, calls);
    }

    /** A method that makes calls for some samples, in parts of at most {@code most} calls. */
    static void addWhole(
            TypeSpec.Builder type, String name, String javadoc, int most, List<CodeBlock> calls) {
        MethodSplitter.add(
                type,
                name,
                most,
                calls,
                () ->
                        MethodSpec.methodBuilder(name)
                                .addJavadoc("$L\n", javadoc)
                                .addModifiers(PRIVATE)
                                .addParameter(int.class, "samples"),
                "$L(samples)");
    }

    /** The methods of the layers. */
    void addTo(
            TypeSpec.Builder type,
            ClassName kernels,
            Function<Operand, String> arguments,
            List<Operation> operations) {
        Map<String, List<Operation>> ofLayers =
                operations.stream().collect(Collectors.groupingBy(Operation::layer));
        for (List<Part> parts : segments) {
            for (Part part : parts) {
                MethodSpec.Builder method =
                        MethodSpec.methodBuilder(part.method())
                                .addJavadoc("$L\n", describe(part, ofLayers))
                                .addJavadoc("$L", ArrayRoles.of(part.steps(), arguments))
                                .addModifiers(PRIVATE)
                                .addParameter(int.class, "samples");
                method.addCode(calls(part.steps(), kernels, arguments));
                type.addMethod(method.build());
            }
        }
    }

    /** Gradients of parameters grow chunk by chunk, in the order of the chunks. */
    private CodeBlock calls(
            List<Step> steps, ClassName kernels, Function<Operand, String> arguments) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (List<Step> run : runs(steps)) {
            Step first = run.get(0);
            if (isWhole(first)) {
                code.add(whole.orElseThrow().inChunk(run, arguments));
            } else if (Turn.isFor(first)) {
                Turn.of(run).forEach(t -> code.add(inTurn(t, kernels, arguments)));
            } else {
                run.forEach(s -> code.addStatement(expression(s, kernels, arguments, forms)));
            }
        }
        return code.build();
    }

    /** Steps of one kind that follow each other. */
    private List<List<Step>> runs(List<Step> steps) {
        List<List<Step>> runs = new ArrayList<>();
        Step last = null;
        for (Step step : steps) {
            boolean like =
                    last != null
                            && isWhole(step) == isWhole(last)
                            && (isWhole(step) || Turn.isFor(step) == Turn.isFor(last));
            if (!like) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(step);
            last = step;
        }
        return runs;
    }

    private boolean isWhole(Step step) {
        return whole.isPresent() && whole.get().contains(step);
    }

    private CodeBlock inTurn(Turn turn, ClassName kernels, Function<Operand, String> arguments) {
        CodeBlock.Builder before = CodeBlock.builder();
        CodeBlock.Builder within = CodeBlock.builder();
        int slots = 0;
        for (Step step : turn.steps()) {
            if (!step.kernel().sumsApart()) {
                within.addStatement(expression(step, kernels, arguments, forms));
                continue;
            }
            int slot = slots++;
            Operand gradient = Turn.gradient(step);
            String ofBatch = arguments.apply(gradient);
            String ofChunk = ApartGradients.array(step, slot, ofBatch);
            apart.reserve(slot, step);
            before.addStatement(
                    expression(
                            step,
                            kernels,
                            o -> o.equals(gradient) ? ofChunk : arguments.apply(o),
                            forms));
            within.addStatement("$L", ApartGradients.join(step, slot, ofBatch));
        }
        return CodeBlock.builder()
                .add(before.build())
                .add("// Chunks add in their order: the bits are those of any number of threads.\n")
                .addStatement("team().enter(worker, $L)", turns)
                .add(within.build())
                .addStatement("team().leave($L)", turns++)
                .build();
    }

    static CodeBlock expression(
            Step step, ClassName kernels, Function<Operand, String> arguments, KernelForms forms) {
        Iterator<Operand> operands = step.operands().iterator();
        return forms.call(
                kernels,
                step.kernel(),
                p ->
                        switch (p.role()) {
                            case ARRAY -> arguments.apply(operands.next());
                            case ROWS -> "rowsOfSums";
                            case SEED, STEP -> p.name() + "()";
                            default -> p.name();
                        });
    }

    private String describe(Part part, Map<String, List<Operation>> ofLayers) {
        String layer = part.layer();
        List<Operation> own = ofLayers.getOrDefault(layer, List.of());
        boolean backward = direction.equals("backward");
        if (own.isEmpty()) {
            return "Gradient of the loss by the " + layer + ".";
        }
        if (!part.first()) {
            return (backward ? "Gradients of " : "")
                    + layer
                    + ", continued: what needs sums over the whole batch.";
        }
        String what =
                own.stream().map(Operation::description).collect(Collectors.joining(", then "));
        String from = own.get(0).inputs().get(0).shape().toString();
        String to = own.get(own.size() - 1).output().shape().toString();
        return !backward
                ? layer + ": " + from + " to " + to + ", " + what + "."
                : "Gradients of " + layer + ": " + to + " back to " + from + ", " + what + ".";
    }
}
