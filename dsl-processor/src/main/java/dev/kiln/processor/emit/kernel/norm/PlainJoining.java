package dev.kiln.processor.emit.kernel.norm;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.JoinGradientSums;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.NormalizeGradientFactors;

/** What batch norm makes of the sums of all chunks: a few numbers for each channel. */
public final class PlainJoining {

    private static final ClassName SUMS =
            ClassName.get("dev.kiln.runtime.internal.kernel", "ChunkSums");

    private PlainJoining() {}

    public static CodeBlock statistics(JoinStatistics k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.moments(samples, chunk, $L, moments, mean, variance)", SUMS, k.pixels())
                .build();
    }

    public static CodeBlock gradientSums(JoinGradientSums k) {
        return CodeBlock.builder()
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", k.channels())
                .addStatement(
                        "gradientSum[channel] = (float) $T.sum(samples, chunk, gradientSums,"
                                + " channel)",
                        SUMS)
                .addStatement("double product = $T.sum(samples, chunk, productSums, channel)", SUMS)
                .addStatement(
                        "productSum[channel] = (float) (product / $L)",
                        PlainNormalize.deviation(k.epsilon()))
                .endControlFlow()
                .build();
    }

    public static CodeBlock gradientFactors(NormalizeGradientFactors k) {
        int channels = k.channels();
        return CodeBlock.builder()
                .addStatement("double count = $L", Index.of("samples", k.pixels()))
                .beginControlFlow("for (int channel = 0; channel < $L; channel++)", channels)
                .addStatement("double deviation = $L", PlainNormalize.deviation(k.epsilon()))
                .addStatement("double factor = $L / deviation", k.affine() ? "scale[channel]" : "1")
                .addStatement("factors[channel] = (float) factor")
                .addStatement(
                        "factors[channel + $L] = (float) (-factor * gradientSum[channel] / count)",
                        channels)
                .addStatement(
                        "factors[channel + $L] = (float) (factor / deviation * productSum[channel]"
                                + " / count)",
                        2 * channels)
                .endControlFlow()
                .build();
    }
}
