package dev.kiln.processor.emit.kernel.norm;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.JoinGradientSums;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.NormalizeGradientFactors;
import dev.kiln.processor.graph.kernel.RunningStatistics;

/** What batch norm makes of the sums of all chunks: a few numbers for each channel. */
public final class PlainJoining {

    private static final ClassName SUMS =
            ClassName.get("dev.kiln.runtime.internal.kernel", "ChunkSums");

    private static final ClassName NORMALIZATION =
            ClassName.get("dev.kiln.runtime.internal.kernel", "NormalizationSums");

    private PlainJoining() {}

    public static CodeBlock statistics(JoinStatistics k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.moments(samples, chunk, $L, moments, mean, variance)", SUMS, k.pixels())
                .build();
    }

    public static CodeBlock gradientSums(JoinGradientSums k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.gradients(samples, chunk, $L, gradientSums, productSums, variance,$W"
                                + "gradientSum, productSum)",
                        NORMALIZATION,
                        k.epsilon())
                .build();
    }

    public static CodeBlock gradientFactors(NormalizeGradientFactors k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.factors($L, $L, variance, $L, gradientSum, productSum,$Wfactors)",
                        NORMALIZATION,
                        Index.of("samples", k.pixels()),
                        k.epsilon(),
                        k.affine() ? "scale" : "null")
                .build();
    }

    public static CodeBlock running(RunningStatistics k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.run($L, $L, mean, variance, runningMean,$WrunningVariance)",
                        NORMALIZATION,
                        Index.of("samples", k.pixels()),
                        k.momentum())
                .build();
    }
}
