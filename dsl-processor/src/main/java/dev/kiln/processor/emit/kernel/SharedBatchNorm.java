package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.RuntimeTypes.BATCH_NORM;
import static dev.kiln.processor.emit.code.RuntimeTypes.DEPTHWISE;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.code.Runs;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import java.util.List;
import java.util.Optional;

/**
 * Kernels of the training of large networks that are calls of the runtime, which has both forms:
 * batch normalization.
 */
final class SharedBatchNorm {

    private SharedBatchNorm() {}

    static boolean serves(Kernel kernel) {
        return kernel instanceof LinearWithStatistics || body(kernel).isPresent();
    }

    /** Whether it is one that needs no rows of sums either. */
    static boolean needsNoSums(Kernel kernel) {
        return body(kernel).isPresent();
    }

    static List<MethodSpec> methods(Kernel kernel, MethodSpec.Builder signature) {
        return kernel instanceof LinearWithStatistics k
                ? statistics(k, signature)
                : List.of(signature.addCode(body(kernel).orElseThrow()).build());
    }

    private static Optional<CodeBlock> body(Kernel kernel) {
        if (kernel instanceof NormalizeGradientSums k && SharedSweeps.fits(k.activation())) {
            return Optional.of(gradientSums(k));
        }
        if (kernel instanceof NormalizeInputGradient k) {
            return Optional.of(inputGradient(k));
        }
        if (kernel instanceof BatchStatistics k) {
            return Optional.of(moments(k));
        }
        return Optional.empty();
    }

    private static CodeBlock call(String format, Object... arguments) {
        return CodeBlock.builder().addStatement(format, arguments).build();
    }

    private static CodeBlock gradientSums(NormalizeGradientSums k) {
        return call(
                "$T.gradientSums(samples, $L, $L, outputGradient, $L, $L, $L,$Winput, mean, $L,"
                        + " gradientSum, productSum, scratch)",
                BATCH_NORM,
                k.pixels(),
                k.channels(),
                k.slice().from(),
                k.slice().total(),
                k.activation().isNone() ? "null" : "output",
                k.keeps() ? "gradient" : "null");
    }

    private static CodeBlock inputGradient(NormalizeInputGradient k) {
        return call(
                "$T.inputGradient($L, $L, outputGradient, $L, $L,$Winput, mean, factors,"
                        + " inputGradient)",
                BATCH_NORM,
                Index.of("samples", k.pixels()),
                k.channels(),
                k.slice().from(),
                k.slice().total());
    }

    private static CodeBlock moments(BatchStatistics k) {
        return CodeBlock.builder()
                .add(PlainBatchStatistics.begin())
                .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                .add(addMoments(k.pixels(), k.channels(), "input", 0))
                .endControlFlow()
                .add(endMoments(k.pixels(), k.channels(), "input"))
                .build();
    }

    private static CodeBlock addMoments(int pixels, int channels, String map, int work) {
        return call(
                "$T.addMoments(sample, $L, $L, $L, moments, scratch, $L)",
                BATCH_NORM,
                pixels,
                channels,
                map,
                work);
    }

    private static CodeBlock endMoments(int pixels, int channels, String map) {
        return call(
                "$T.endMoments(samples, $L, $L, $L, moments)", BATCH_NORM, pixels, channels, map);
    }

    /** The statistics of a sample follow when it has been written, while it is in the cache. */
    private static List<MethodSpec> statistics(
            LinearWithStatistics k, MethodSpec.Builder signature) {
        CodeBlock add = addMoments(k.pixels(), k.channels(), "output", linearScratch(k));
        CodeBlock end = endMoments(k.pixels(), k.channels(), "output");
        signature.addCode(PlainBatchStatistics.begin());
        if (k.linear() instanceof ConvolutionForward c && SharedSweeps.serves(c)) {
            signature
                    .beginControlFlow("if ($T.vectors())", DEPTHWISE)
                    .beginControlFlow("for (int sample = 0; sample < samples; sample++)")
                    .addStatement(
                            "$L.sample(sample, input, weight, $L, output, $L, scratch)",
                            SharedSweeps.name(c),
                            c.bias() ? "bias" : "null",
                            SharedSweeps.isRelu(c.activation()))
                    .addCode(add)
                    .endControlFlow()
                    .addCode(end)
                    .addStatement("return")
                    .endControlFlow();
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
    static int scratch(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return linearScratch(k) + 2 * k.channels();
        }
        if (kernel instanceof BatchStatistics k) {
            return 2 * k.channels();
        }
        if (kernel instanceof NormalizeGradientSums k) {
            boolean apart = !k.activation().isNone() && !k.keeps();
            return (2 + (apart ? Runs.pixels(k.pixels()) : 0)) * k.channels();
        }
        return 0;
    }

    private static int linearScratch(LinearWithStatistics k) {
        return Math.max(linear(k).scratch(), SharedSweeps.scratch(k.linear()));
    }
}
