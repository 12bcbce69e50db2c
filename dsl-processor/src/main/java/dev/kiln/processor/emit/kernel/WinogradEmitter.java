package dev.kiln.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.emit.kernel.winograd.WinogradCode;
import dev.kiln.processor.emit.kernel.winograd.WinogradConvolution;
import dev.kiln.processor.emit.kernel.winograd.WinogradGradient;
import dev.kiln.processor.emit.kernel.winograd.WinogradSliding;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.kernel.WinogradWeights;
import java.util.List;

/** Writes 3x3 convolutions in Winograd's tiles. */
public final class WinogradEmitter {

    private static final CodeBlock NOTHING = CodeBlock.of("");

    private WinogradEmitter() {}

    /** Whether the kernel is one of them. */
    static boolean takes(Kernel kernel) {
        return kernel instanceof WinogradForward
                || kernel instanceof WinogradInputGradient
                || kernel instanceof WinogradWeightGradient
                || (kernel instanceof LinearWithStatistics k && takes(k.linear()));
    }

    static AccumulatorSize slab(Kernel kernel) {
        if (kernel instanceof WinogradWeightGradient k) {
            return WinogradGradient.of(k).slab();
        }
        WinogradConvolution convolution = convolution(kernel);
        WinogradSliding rows = new WinogradSliding(convolution);
        return rows.pays() ? rows.slab() : convolution.slab();
    }

    /** Floats of scratch that it needs. */
    static int scratch(Kernel kernel) {
        if (kernel instanceof WinogradWeightGradient k) {
            return WinogradGradient.of(k).scratch();
        }
        WinogradConvolution convolution = convolution(kernel);
        WinogradSliding rows = new WinogradSliding(convolution);
        return rows.pays() ? rows.scratch() : convolution.scratch();
    }

    static List<MethodSpec> methods(Kernel kernel, MethodSpec.Builder signature) {
        signature.addParameter(float[][].class, "rows");
        if (kernel instanceof WinogradWeightGradient k) {
            return List.of(signature.addCode(WinogradGradient.of(k).code()).build());
        }
        WinogradConvolution convolution = convolution(kernel);
        if (kernel instanceof LinearWithStatistics k) {
            return PlainBatchStatistics.merged(k, signature, behind -> code(convolution, behind));
        }
        return List.of(signature.addCode(code(convolution, NOTHING)).build());
    }

    static CodeBlock weights(WinogradWeights k) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.weights(weight, $L, $L, $L, transformed, $L)",
                        WinogradCode.WINOGRAD,
                        k.channels(),
                        k.results(),
                        k.turned(),
                        k.pitch())
                .build();
    }

    private static CodeBlock code(WinogradConvolution convolution, CodeBlock behind) {
        WinogradSliding rows = new WinogradSliding(convolution);
        return rows.pays() ? rows.code(behind) : convolution.code(behind);
    }

    private static WinogradConvolution convolution(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return convolution(k.linear());
        }
        if (kernel instanceof WinogradForward k) {
            return WinogradConvolution.of(k);
        }
        if (kernel instanceof WinogradInputGradient k) {
            return WinogradConvolution.of(k);
        }
        throw new IllegalArgumentException("no tiles in " + kernel);
    }
}
