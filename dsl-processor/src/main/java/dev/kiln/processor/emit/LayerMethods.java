package dev.kiln.processor.emit;

import static dev.kiln.processor.emit.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Operation;
import dev.kiln.processor.graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One method for what each layer does in one direction, and one that calls them in order. */
final class LayerMethods {

    private static final int MOST = 400;

    private final Flavour flavour;
    private final String direction;
    private final Map<String, List<Step>> layers = new LinkedHashMap<>();
    private final Map<String, String> methods = new LinkedHashMap<>();

    /** {@code direction}: {@code forward}, {@code backward} or {@code evaluate}. */
    LayerMethods(String direction, List<Step> steps, Names names, Flavour flavour) {
        this.flavour = flavour;
        this.direction = direction;
        steps.forEach(s -> layers.computeIfAbsent(s.layer(), l -> new ArrayList<>()).add(s));
        layers.keySet().forEach(l -> methods.put(l, names.method(direction, l)));
    }

    /** Statements that call the layers in order. */
    Map<String, String> methods() {
        return methods;
    }

    void addTo(
            TypeSpec.Builder type,
            String javadoc,
            ClassName kernels,
            Function<Operand, String> arguments,
            List<Operation> operations) {
        List<CodeBlock> calls = new ArrayList<>();
        methods.values().forEach(m -> calls.add(CodeBlock.of("$L(samples);\n", m)));
        Chunks.add(
                type,
                direction,
                MOST,
                calls,
                () ->
                        MethodSpec.methodBuilder(direction)
                                .addJavadoc("$L\n", javadoc)
                                .addModifiers(PRIVATE)
                                .addParameter(int.class, "samples"),
                "$L(samples)");
        layers.forEach(
                (layer, steps) -> {
                    MethodSpec.Builder method =
                            MethodSpec.methodBuilder(methods.get(layer))
                                    .addJavadoc("$L\n", describe(layer, operations))
                                    .addModifiers(PRIVATE)
                                    .addParameter(int.class, "samples");
                    steps.forEach(s -> method.addCode(call(s, kernels, arguments)));
                    type.addMethod(method.build());
                });
    }

    /** The statement that calls a step's kernel. */
    private CodeBlock call(Step step, ClassName kernels, Function<Operand, String> arguments) {
        return CodeBlock.of("$L;\n", expression(step, kernels, arguments, flavour));
    }

    static CodeBlock expression(
            Step step, ClassName kernels, Function<Operand, String> arguments, Flavour flavour) {
        CodeBlock.Builder call = CodeBlock.builder();
        call.add("$T.$L(samples", kernels, step.kernel().name());
        step.operands().forEach(o -> call.add(",$W$L", arguments.apply(o)));
        if (flavour.scratch(step.kernel()) > 0) {
            call.add(",$Wscratch");
        }
        if (step.kernel().isRandom()) {
            call.add(",$Wseed(),$Wstep()");
        }
        return call.add(")").build();
    }

    private String describe(String layer, List<Operation> operations) {
        List<Operation> own = operations.stream().filter(o -> o.layer().equals(layer)).toList();
        if (own.isEmpty()) {
            return "Gradient of the loss by the " + layer + ".";
        }
        String what = own.stream().map(Operation::describe).collect(Collectors.joining(", then "));
        String from = own.get(0).inputs().get(0).shape().toString();
        String to = own.get(own.size() - 1).output().shape().toString();
        return !direction.equals("backward")
                ? layer + ": " + from + " to " + to + ", " + what + "."
                : "Gradients of " + layer + ": " + to + " back to " + from + ", " + what + ".";
    }
}
