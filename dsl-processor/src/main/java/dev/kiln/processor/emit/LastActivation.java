package dev.kiln.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.Graph;
import dev.kiln.processor.graph.Shape;
import dev.kiln.processor.graph.kernel.Activation;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import java.util.Optional;

/** From the logits to what {@code predict} returns. */
final class LastActivation {

    private LastActivation() {}

    static Optional<Kernel> kernel(Graph graph) {
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

    /** Applied in the array of the logits. */
    static CodeBlock code(Graph graph, ClassName kernels, String logits) {
        return kernel(graph)
                .map(k -> CodeBlock.of("$1T.$2L(samples, $3L, $3L);\n", kernels, k.name(), logits))
                .orElse(CodeBlock.of(""));
    }
}
