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

    /** Writes {@code result} from the array of the logits. */
    static CodeBlock code(Graph graph, ClassName kernels, String logits) {
        int size = graph.logits().shape().size();
        return kernel(graph)
                .map(
                        k ->
                                CodeBlock.of(
                                        "$T.$L(samples, $L, result.data);\n",
                                        kernels,
                                        k.name(),
                                        logits))
                .orElse(
                        CodeBlock.of(
                                "System.arraycopy($L, 0, result.data, 0, samples * $L);\n",
                                logits,
                                size));
    }
}
