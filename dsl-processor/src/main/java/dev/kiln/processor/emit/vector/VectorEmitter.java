package dev.kiln.processor.emit.vector;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.plain.PlainEmitter;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.ParallelDense;
import java.util.List;

/**
 * Writes kernels with the Vector API. Whatever a vector kernel computes has the very bits of the
 * plain one: lanes are independent sums, and each is the same chain of operations.
 */
public final class VectorEmitter {

    private VectorEmitter() {}

    /** What all kernels of a class use. */
    public static void addFields(TypeSpec.Builder type) {
        Lanes.addTo(type);
    }

    /** Whether there is a vector form: too few channels would leave vectors empty. */
    public static boolean exists(Kernel kernel) {
        if (kernel instanceof ConvolutionForward k) {
            return VectorConvolution.exists(k);
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return VectorConvolution.exists(k);
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            return VectorConvolutionWeightGradient.exists(k);
        }
        if (kernel instanceof DenseForward k) {
            return Lanes.fill(k.outputs());
        }
        if (kernel instanceof ParallelDense k) {
            return k.products().stream().allMatch(VectorEmitter::exists);
        }
        if (kernel instanceof DenseInputGradient k) {
            return Lanes.fill(k.inputs());
        }
        return kernel instanceof DenseWeightGradient k && Lanes.fill(k.outputs());
    }

    /** The method of a kernel that has a vector form, and the private ones it is made of. */
    public static List<MethodSpec> methods(Kernel kernel, boolean scratch) {
        MethodSpec.Builder signature = PlainEmitter.signature(kernel, scratch);
        if (kernel instanceof ConvolutionForward k) {
            return VectorConvolution.forward(k, signature);
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return VectorConvolution.inputGradient(k, signature);
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            return VectorConvolutionWeightGradient.methods(k, signature);
        }
        if (kernel instanceof DenseForward k) {
            return VectorDense.forward(k, signature);
        }
        if (kernel instanceof ParallelDense k) {
            return VectorDense.parallel(k, signature);
        }
        if (kernel instanceof DenseInputGradient k) {
            return VectorDense.inputGradient(k, signature);
        }
        if (kernel instanceof DenseWeightGradient k) {
            return VectorDenseWeightGradient.methods(k, signature);
        }
        throw new IllegalStateException("no vector form of " + kernel);
    }

    /** Floats of working memory that the vector form needs. */
    public static int scratch(Kernel kernel) {
        if (!exists(kernel)) {
            return 0;
        }
        if (kernel instanceof ConvolutionInputGradient k) {
            return VectorConvolution.scratch(k);
        }
        if (kernel instanceof ConvolutionWeightGradient k) {
            return VectorConvolutionWeightGradient.scratch(k);
        }
        if (kernel instanceof DenseInputGradient k) {
            return k.inputs() * k.outputs();
        }
        if (kernel instanceof DenseWeightGradient k) {
            return VectorDenseWeightGradient.scratch(k);
        }
        return kernel.scratch();
    }
}
