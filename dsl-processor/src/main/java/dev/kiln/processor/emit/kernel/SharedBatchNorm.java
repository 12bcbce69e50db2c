package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.RuntimeTypes.BATCH_NORM;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of the training of large networks that are calls of the runtime, which has both forms:
 * batch normalization.
 */
final class SharedBatchNorm {

    private SharedBatchNorm() {}

    /** The statistics of a sample follow when it has been written, while it is in the cache. */
    static List<MethodSpec> methods(LinearWithStatistics k, MethodSpec.Builder signature) {
        CodeBlock add =
                CodeBlock.builder()
                        .addStatement(
                                "$T.addMoments(sample, $L, $L, output, moments, scratch, $L)",
                                BATCH_NORM,
                                k.pixels(),
                                k.channels(),
                                linearScratch(k))
                        .build();
        CodeBlock end =
                CodeBlock.builder()
                        .addStatement(
                                "$T.endMoments(samples, $L, $L, output, moments)",
                                BATCH_NORM,
                                k.pixels(),
                                k.channels())
                        .build();
        signature.addCode(PlainBatchStatistics.begin());
        if (k.linear() instanceof ConvolutionForward c && SharedSweeps.serves(c)) {
            return List.of(
                    signature
                            .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                            .addStatement(
                                    "$L.sample(sample, input, weight, $L, output, $L, scratch, rows)",
                                    SharedSweeps.name(c),
                                    c.bias() ? "bias" : "null",
                                    RuntimeCalls.isRelu(c.activation()))
                            .addCode(add)
                            .endControlFlow()
                            .addCode(end)
                            .build());
        }
        return linear(k).methods(signature, add, end);
    }

    private static Chosen<?> linear(LinearWithStatistics k) {
        return KernelForms.cheapestFollowed(Family.PLAIN, k.linear()).orElseThrow();
    }

    /** The geometry that the calls need. */
    static Optional<FieldSpec> constant(Kernel kernel) {
        return kernel instanceof LinearWithStatistics k
                ? SharedSweeps.constant(k.linear())
                : Optional.empty();
    }

    /** Floats of working memory that the calls need. */
    static int scratch(LinearWithStatistics k) {
        return linearScratch(k) + 2 * k.channels();
    }

    private static int linearScratch(LinearWithStatistics k) {
        return SharedSweeps.isWhole(k.linear())
                ? SharedSweeps.scratch(k.linear())
                : linear(k).scratch();
    }
}
