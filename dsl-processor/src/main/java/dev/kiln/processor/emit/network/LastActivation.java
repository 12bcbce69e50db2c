package dev.kiln.processor.emit.network;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.kernel.KernelForms;
import dev.kiln.processor.graph.Operand;
import dev.kiln.processor.graph.Step;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.processor.graph.shape.Shape;
import dev.kiln.processor.operation.Graph;
import java.util.Optional;

/** From the logits to what {@code predict} returns, in the array of the logits. */
public final class LastActivation {

    private LastActivation() {}

    public static Optional<Step> step(Graph graph) {
        Operand logits = Operand.of(graph.logits());
        return kernel(graph).map(k -> Step.of("prediction", k, logits, logits));
    }

    private static Optional<Kernel> kernel(Graph graph) {
        Shape shape = graph.logits().shape();
        Activation last = graph.last();
        if (last.isNone()) {
            return Optional.empty();
        }
        return Optional.of(
                last.isElementwise()
                        ? new ActivationForward(last, shape.size())
                        : new SoftmaxForward(shape.pixels(), shape.channels()));
    }

    static CodeBlock code(Graph graph, ClassName kernels, String logits, KernelForms forms) {
        return step(graph)
                .map(s -> LayerMethods.expression(s, kernels, o -> logits, forms))
                .map(call -> CodeBlock.builder().addStatement(call).build())
                .orElse(CodeBlock.of(""));
    }
}
