package dev.kiln.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.kernel.conv.AxpyConvolution;
import dev.kiln.processor.emit.kernel.conv.AxpyWeightGradient;
import dev.kiln.processor.emit.kernel.dense.AxpyDense;
import dev.kiln.processor.emit.kernel.dense.AxpyPointwise;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.List;

/** Writes products and convolutions with rows of sums, in the form that C2 turns into vectors. */
public final class AxpyEmitter {

    private static final CodeBlock NOTHING = CodeBlock.of("");

    private AxpyEmitter() {}

    /** Whether the kernel can be written so. */
    static boolean exists(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return k.linear() instanceof ConvolutionForward
                    || (k.linear() instanceof DenseForward dense && dense.rows() > 1);
        }
        return kernel instanceof ConvolutionForward
                || kernel instanceof ConvolutionInputGradient
                || (kernel instanceof ConvolutionWeightGradient k && k.groups() == 1)
                || kernel instanceof DenseForward
                || kernel instanceof DenseInputGradient
                || kernel instanceof DenseWeightGradient
                || kernel instanceof ParallelDense;
    }

    /** The rows of sums that it needs. */
    static AccumulatorSize slab(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return slab(k.linear());
        }
        if (kernel instanceof ConvolutionForward k) {
            return AxpyConvolution.of(k).slab();
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return AxpyConvolution.of(k).slab();
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            return AxpyWeightGradient.slab(k);
        }
        if (kernel instanceof DenseForward k) {
            return k.rows() > 1 ? AxpyPointwise.of(k).slab() : AxpyDense.slab(k);
        }
        if (kernel instanceof DenseInputGradient k) {
            return k.rows() > 1 ? AxpyPointwise.of(k).slab() : AxpyDense.slab(k);
        }
        if (kernel instanceof DenseWeightGradient k) {
            return AxpyDense.slab(k);
        }
        if (kernel instanceof ParallelDense k) {
            return AxpyPointwise.of(k).slab();
        }
        throw new IllegalArgumentException("no slabs in " + kernel);
    }

    /** Floats of scratch that it needs. */
    static int scratch(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return scratch(k.linear());
        }
        if (kernel instanceof ConvolutionForward k) {
            return AxpyConvolution.of(k).source().floats();
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return AxpyConvolution.of(k).source().floats();
        }
        return kernel.scratch();
    }

    static List<MethodSpec> methods(Kernel kernel, MethodSpec.Builder signature) {
        signature.addParameter(float[][].class, "rows");
        if (kernel instanceof LinearWithStatistics k) {
            return PlainBatchStatistics.merged(k, signature, behind -> linear(k.linear(), behind));
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return AxpyConvolution.of(k).methods(k.name(), signature);
        }
        if (kernel instanceof DenseWeightGradient k) {
            return AxpyDense.weightGradient(k, signature);
        }
        return List.of(signature.addCode(body(kernel)).build());
    }

    private static CodeBlock linear(Kernel kernel, CodeBlock behind) {
        return kernel instanceof ConvolutionForward convolution
                ? AxpyConvolution.of(convolution).code(behind)
                : AxpyPointwise.of((DenseForward) kernel).code(behind);
    }

    private static CodeBlock body(Kernel kernel) {
        if (kernel instanceof ConvolutionForward k) {
            return AxpyConvolution.of(k).code(NOTHING);
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            return AxpyWeightGradient.body(k);
        }
        if (kernel instanceof DenseForward k) {
            return k.rows() > 1 ? AxpyPointwise.of(k).code(NOTHING) : AxpyDense.forward(k);
        }
        if (kernel instanceof DenseInputGradient k) {
            return k.rows() > 1 ? AxpyPointwise.of(k).code(NOTHING) : AxpyDense.inputGradient(k);
        }
        if (kernel instanceof ParallelDense k) {
            return AxpyPointwise.of(k).code(NOTHING);
        }
        throw new IllegalArgumentException("no slabs in " + kernel);
    }
}
