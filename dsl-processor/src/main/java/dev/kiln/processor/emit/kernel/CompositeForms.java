package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.KernelForm.ofParts;
import static dev.kiln.processor.emit.code.KernelForm.plain;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.emit.code.KernelForm.Chosen;
import dev.kiln.processor.emit.code.KernelForm.Family;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.kernel.conv.PlainConvolutionMaxPool;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.emit.kernel.norm.VectorStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import java.util.List;

/** Forms of kernels that are made of the form of another kernel. */
final class CompositeForms {

    static final List<KernelForm<?>> ROWS =
            List.of(
                    ofParts(
                                    "convolution, then pool",
                                    ConvolutionMaxPool.class,
                                    PlainConvolutionMaxPool::methods)
                            .scratch(k -> KernelForms.plain(k.convolution()).scratch())
                            .accumulators(k -> KernelForms.plain(k.convolution()).accumulators()),
                    plain("statistics", LinearWithStatistics.class, CompositeForms::plainStatistics)
                            .scratch(k -> plainLinear(k).scratch())
                            .accumulators(k -> plainLinear(k).accumulators()),
                    vector("statistics", LinearWithStatistics.class, CompositeForms::statistics)
                            .where(CompositeForms::hasVectorStatistics)
                            .scratch(k -> VectorStatistics.scratch(k, linear(k)))
                            .samples(k -> linear(k).samples()));

    private CompositeForms() {}

    private static Chosen<?> plainLinear(LinearWithStatistics k) {
        return KernelForms.cheapestFollowed(Family.PLAIN, k.linear()).orElseThrow();
    }

    private static List<MethodSpec> plainStatistics(
            LinearWithStatistics k, MethodSpec.Builder signature) {
        return PlainBatchStatistics.merged(k, signature, plainLinear(k));
    }

    private static Chosen<?> linear(LinearWithStatistics k) {
        return KernelForms.cheapestFollowed(Family.VECTOR, k.linear()).orElseThrow();
    }

    private static boolean hasVectorStatistics(LinearWithStatistics k) {
        return Lanes.fill(k.channels())
                && KernelForms.cheapestFollowed(Family.VECTOR, k.linear()).isPresent();
    }

    private static List<MethodSpec> statistics(
            LinearWithStatistics k, MethodSpec.Builder signature) {
        return VectorStatistics.methods(k, linear(k), signature);
    }
}
