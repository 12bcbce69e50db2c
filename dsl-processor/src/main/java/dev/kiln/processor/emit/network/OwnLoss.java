package dev.kiln.processor.emit.network;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.SoftmaxBackward;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Graph;
import dev.kiln.processor.pass.Programs;
import dev.kiln.processor.pass.Segments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Members of a workspace for those who compute the loss themselves: the output in training mode,
 * and in place of the loss the gradient by that output, through the last activation.
 */
public final class OwnLoss {

    private static final String GIVEN = "outputGradients";

    private final Programs programs;
    private final Graph graph;
    private final ClassName kernels;
    private final KernelForms forms;
    private final Arguments arguments;

    OwnLoss(Programs programs, ClassName kernels, KernelForms forms, Arguments arguments) {
        this.programs = programs;
        this.graph = programs.training().graph();
        this.kernels = kernels;
        this.forms = forms;
        this.arguments = arguments;
    }

    /** Number of the segment that the loss stands in. */
    int segment() {
        List<Segments.Segment> all = programs.training().segments().all();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).loss()) {
                return i;
            }
        }
        throw new IllegalStateException("no segment has the loss");
    }

    /** The step that takes the gradient back through the last activation, where there is one. */
    public static Optional<Kernel> kernel(Programs programs) {
        Graph graph = programs.training().graph();
        Shape shape = graph.logits().shape();
        Activation last = graph.last();
        if (last.isNone() || gradient(programs).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                last.isElementwise()
                        ? new ActivationBackward(last, shape)
                        : new SoftmaxBackward(shape.pixels(), shape.channels()));
    }

    /** The gradient by the logits, unless nothing in front of them is trained. */
    private static Optional<Operand> gradient(Programs programs) {
        List<Operand> operands = programs.training().program().loss().operands();
        return operands.size() > programs.training().loss().operands().size()
                ? Optional.of(operands.get(2))
                : Optional.empty();
    }

    void addField(TypeSpec.Builder type) {
        if (kernel(programs).isPresent()) {
            type.addField(
                    FieldSpec.builder(float[].class, GIVEN, PRIVATE)
                            .addJavadoc("The caller's gradients by the outputs.\n")
                            .initializer("{}")
                            .build());
        }
    }

    /** Statements in front of the loss. */
    CodeBlock otherwise() {
        CodeBlock.Builder code =
                CodeBlock.builder().beginControlFlow("if (batchOutputGradient != null)");
        if (gradient(programs).isPresent()) {
            code.addStatement("gradientOfOutput(samples)");
        }
        return code.addStatement("return").endControlFlow().build();
    }

    /**
     * The output lies where its gradient will: the logits may be needed again, and both kernels
     * read an element before they write it.
     */
    void addGradient(TypeSpec.Builder type) {
        if (gradient(programs).isEmpty()) {
            return;
        }
        int size = graph.logits().shape().size();
        String gradient = arguments.apply(gradient(programs).get());
        Optional<Kernel> kernel = kernel(programs);
        CodeBlock.Builder code = CodeBlock.builder();
        if (kernel.isPresent()) {
            code.beginControlFlow("if ($L.length < samples * $L)", GIVEN, size)
                    .addStatement("$L = new float[capacity * $L]", GIVEN, size)
                    .endControlFlow();
        }
        code.addStatement(
                "System.arraycopy(batchOutputGradient, first * $1L, $2L, 0, samples * $1L)",
                size,
                kernel.isPresent() ? GIVEN : gradient);
        if (kernel.isPresent()) {
            Operand logits = Operand.of(graph.logits());
            Step forward = LastActivation.step(graph).orElseThrow();
            Step apart =
                    Step.of(forward.layer(), forward.kernel(), logits, gradient(programs).get());
            code.addStatement(LayerMethods.expression(apart, kernels, arguments, forms));
            code.addStatement(
                    "$1T.$2L(samples, $3L, $4L, $4L)",
                    kernels,
                    kernel.get().name(),
                    GIVEN,
                    gradient);
        }
        type.addMethod(
                MethodSpec.methodBuilder("gradientOfOutput")
                        .addJavadoc(
                                "From the caller's gradient by the output to that by the logits.\n")
                        .addModifiers(PRIVATE)
                        .addParameter(int.class, "samples")
                        .addCode(code.build())
                        .build());
    }

    /** The output in training mode, behind the segments in front of that of the loss. */
    void addOutput(TypeSpec.Builder type, LayerMethods forward) {
        String logits = arguments.apply(Operand.of(graph.logits()));
        List<CodeBlock> calls = new ArrayList<>();
        if (programs.training().segments().several()) {
            calls.addAll(forward.calls(segment()));
        } else {
            calls.add(CodeBlock.of("forward(samples);\n"));
        }
        calls.add(LastActivation.code(graph, kernels, logits, forms));
        calls.add(
                CodeBlock.builder()
                        .addStatement(
                                "System.arraycopy($1L, 0, batchResult, first * $2L, samples * $2L)",
                                logits,
                                graph.logits().shape().size())
                        .build());
        LayerMethods.addWhole(type, "trainingOutput", "The output, as training has it.", calls);
    }
}
