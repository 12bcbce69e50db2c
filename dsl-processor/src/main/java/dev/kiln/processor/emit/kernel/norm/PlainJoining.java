package dev.kiln.processor.emit.kernel.norm;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.emit.code.Index;
import dev.kiln.processor.graph.kernel.JoinGradientSums;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.NormalizeGradientFactors;
import dev.kiln.processor.graph.kernel.RunningStatistics;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What batch norm makes of the sums of all chunks: a few numbers for each channel. */
public final class PlainJoining {

    private static final ClassName SUMS =
            ClassName.get("dev.kiln.runtime.internal.kernel", "ChunkSums");

    private static final ClassName NORMALIZATION =
            ClassName.get("dev.kiln.runtime.internal.kernel", "NormalizationSums");

    private PlainJoining() {}

    /** {@code array}: the array that is passed for an argument of the kernel. */
    public static Optional<CodeBlock> call(Kernel kernel, UnaryOperator<String> array) {
        if (kernel instanceof JoinStatistics k) {
            return Optional.of(statistics(k, array));
        }
        if (kernel instanceof JoinGradientSums k) {
            return Optional.of(gradientSums(k, array));
        }
        if (kernel instanceof NormalizeGradientFactors k) {
            return Optional.of(gradientFactors(k, array));
        }
        if (kernel instanceof RunningStatistics k) {
            return Optional.of(running(k, array));
        }
        return Optional.empty();
    }

    /** A method that makes the call. */
    static CodeBlock body(Kernel kernel) {
        CodeBlock call = call(kernel, UnaryOperator.identity()).orElseThrow();
        return CodeBlock.builder().addStatement(call).build();
    }

    private static CodeBlock statistics(JoinStatistics k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.moments(samples, chunk, $L, $L,$W$L,$W$L)",
                SUMS,
                k.pixels(),
                array.apply("moments"),
                array.apply("mean"),
                array.apply("variance"));
    }

    private static CodeBlock gradientSums(JoinGradientSums k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.gradients(samples, chunk, $L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                NORMALIZATION,
                k.epsilon(),
                array.apply("gradientSums"),
                array.apply("productSums"),
                array.apply("variance"),
                array.apply("gradientSum"),
                array.apply("productSum"));
    }

    private static CodeBlock gradientFactors(
            NormalizeGradientFactors k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.factors($L, $L,$W$L,$W$L,$W$L,$W$L,$W$L)",
                NORMALIZATION,
                Index.of("samples", k.pixels()),
                k.epsilon(),
                array.apply("variance"),
                k.affine() ? array.apply("scale") : "null",
                array.apply("gradientSum"),
                array.apply("productSum"),
                array.apply("factors"));
    }

    private static CodeBlock running(RunningStatistics k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.run($L, $L,$W$L,$W$L,$W$L,$W$L)",
                NORMALIZATION,
                Index.of("samples", k.pixels()),
                k.momentum(),
                array.apply("mean"),
                array.apply("variance"),
                array.apply("runningMean"),
                array.apply("runningVariance"));
    }
}
