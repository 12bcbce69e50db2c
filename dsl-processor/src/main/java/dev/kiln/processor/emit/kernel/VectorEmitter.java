package dev.kiln.processor.emit.kernel;

import static java.util.stream.Collectors.toMap;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kiln.processor.emit.code.Lanes;
import dev.kiln.processor.emit.code.RegisterTranspose;
import dev.kiln.processor.emit.kernel.conv.BatchInLanesRule;
import dev.kiln.processor.emit.kernel.conv.TapLanes;
import dev.kiln.processor.emit.kernel.conv.VectorConvolution;
import dev.kiln.processor.emit.kernel.conv.VectorConvolutionWeightGradient;
import dev.kiln.processor.emit.kernel.dense.VectorBiasGradient;
import dev.kiln.processor.emit.kernel.dense.VectorDense;
import dev.kiln.processor.emit.kernel.dense.VectorDenseWeightGradient;
import dev.kiln.processor.emit.kernel.elementwise.VectorActivationBackward;
import dev.kiln.processor.emit.kernel.elementwise.VectorDropout;
import dev.kiln.processor.emit.kernel.elementwise.VectorSweep;
import dev.kiln.processor.emit.kernel.loss.VectorCrossEntropy;
import dev.kiln.processor.emit.kernel.loss.VectorSoftmax;
import dev.kiln.processor.emit.kernel.norm.VectorNormalize;
import dev.kiln.processor.emit.kernel.norm.VectorNormalizeGradientSums;
import dev.kiln.processor.emit.kernel.norm.VectorStatistics;
import dev.kiln.processor.emit.kernel.pool.VectorAveragePool;
import dev.kiln.processor.emit.kernel.pool.VectorMaxPool;
import dev.kiln.processor.emit.kernel.winograd.VectorWinograd;
import dev.kiln.processor.emit.kernel.winograd.VectorWinogradWeightGradient;
import dev.kiln.processor.emit.kernel.winograd.VectorWinogradWeights;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import dev.kiln.processor.graph.kernel.RunningInputGradient;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.kernel.WinogradWeights;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes kernels with the Vector API. Whatever a vector kernel computes has the very bits of the
 * plain one: lanes are independent sums, and each is the same chain of operations.
 */
public final class VectorEmitter {

    private static final Map<Class<?>, VectorForm<?>> FORMS =
            List.of(
                            new VectorForm<>(
                                    ConvolutionForward.class,
                                    VectorConvolution::exists,
                                    VectorConvolution::forward,
                                    VectorConvolution::scratch),
                            new VectorForm<>(
                                    ConvolutionMaxPool.class,
                                    VectorConvolution::exists,
                                    VectorConvolution::forward,
                                    VectorConvolution::scratch),
                            new VectorForm<>(
                                    ConvolutionInputGradient.class,
                                    VectorConvolution::exists,
                                    VectorConvolution::inputGradient,
                                    VectorConvolution::scratch),
                            new VectorForm<>(
                                    ConvolutionWeightGradient.class,
                                    VectorConvolutionWeightGradient::exists,
                                    VectorConvolutionWeightGradient::methods,
                                    VectorConvolutionWeightGradient::scratch),
                            new VectorForm<>(
                                    WinogradForward.class,
                                    VectorWinograd::exists,
                                    VectorWinograd::forward,
                                    VectorWinograd::scratch),
                            new VectorForm<>(
                                    WinogradInputGradient.class,
                                    VectorWinograd::exists,
                                    VectorWinograd::inputGradient,
                                    VectorWinograd::scratch),
                            new VectorForm<>(
                                    WinogradWeightGradient.class,
                                    VectorWinogradWeightGradient::exists,
                                    VectorWinogradWeightGradient::methods,
                                    VectorWinogradWeightGradient::scratch),
                            new VectorForm<>(
                                    WinogradWeights.class,
                                    VectorWinogradWeights::exists,
                                    VectorWinogradWeights::methods),
                            new VectorForm<>(
                                    DenseForward.class,
                                    k -> true,
                                    VectorDense::forward,
                                    VectorDense::scratch),
                            new VectorForm<>(
                                    ParallelDense.class,
                                    k -> k.products().stream().allMatch(VectorEmitter::exists),
                                    VectorDense::parallel,
                                    VectorDense::scratch),
                            new VectorForm<>(
                                    DenseInputGradient.class,
                                    k -> true,
                                    VectorDense::inputGradient,
                                    VectorDense::scratch),
                            new VectorForm<>(
                                    DenseWeightGradient.class,
                                    k -> true,
                                    VectorDenseWeightGradient::methods,
                                    VectorDenseWeightGradient::scratch),
                            new VectorForm<>(
                                    BiasGradient.class,
                                    VectorBiasGradient::exists,
                                    VectorBiasGradient::methods),
                            new VectorForm<>(
                                    LinearWithStatistics.class,
                                    VectorStatistics::exists,
                                    VectorStatistics::methods,
                                    VectorStatistics::scratch),
                            new VectorForm<>(
                                    Normalize.class,
                                    VectorNormalize::exists,
                                    VectorNormalize::forward),
                            new VectorForm<>(
                                    NormalizeInputGradient.class,
                                    VectorNormalize::exists,
                                    VectorNormalize::inputGradient),
                            new VectorForm<>(
                                    RunningInputGradient.class,
                                    VectorNormalize::exists,
                                    VectorNormalize::runningInputGradient),
                            new VectorForm<>(
                                    NormalizeGradientSums.class,
                                    VectorNormalizeGradientSums::exists,
                                    VectorNormalizeGradientSums::methods),
                            new VectorForm<>(
                                    MaxPoolForward.class,
                                    VectorMaxPool::exists,
                                    VectorMaxPool::forward,
                                    VectorMaxPool::scratch),
                            new VectorForm<>(
                                    MaxPoolBackward.class,
                                    VectorMaxPool::exists,
                                    VectorMaxPool::backward),
                            new VectorForm<>(
                                    AveragePoolForward.class,
                                    VectorAveragePool::exists,
                                    VectorAveragePool::forward),
                            new VectorForm<>(
                                    AveragePoolBackward.class,
                                    VectorAveragePool::exists,
                                    VectorAveragePool::backward),
                            new VectorForm<>(
                                    ActivationForward.class,
                                    VectorSweep::exists,
                                    VectorSweep::forward),
                            new VectorForm<>(
                                    ActivationBackward.class,
                                    VectorActivationBackward::exists,
                                    VectorActivationBackward::methods),
                            new VectorForm<>(
                                    SoftmaxForward.class,
                                    VectorSoftmax::exists,
                                    VectorSoftmax::methods,
                                    VectorSoftmax::scratch),
                            new VectorForm<>(
                                    CrossEntropy.class,
                                    VectorCrossEntropy::exists,
                                    VectorCrossEntropy::methods,
                                    VectorCrossEntropy::scratch),
                            new VectorForm<>(Dropout.class, k -> true, VectorDropout::methods))
                    .stream()
                    .collect(toMap(VectorForm::kind, Function.identity()));

    private VectorEmitter() {}

    /** What kernels of a class use together. */
    public static void addFields(TypeSpec.Builder type, Collection<? extends Kernel> kernels) {
        Lanes.addTo(type);
        if (kernels.stream().anyMatch(BatchInLanesRule::exists)) {
            RegisterTranspose.addFields(type);
        }
        TapLanes.addFields(type, kernels);
        if (kernels.stream().anyMatch(Dropout.class::isInstance)) {
            VectorDropout.addFields(type);
        }
    }

    /** What runs before the methods of a class do. */
    public static void addFirstUses(TypeSpec.Builder type, Collection<MethodSpec> methods) {
        FirstUses.addTo(type, methods);
    }

    /** Samples with which a kernel does all that it is made of. */
    public static int samples(Kernel kernel) {
        return BatchInLanesRule.samples(kernel);
    }

    /** Whether there is a vector form: too few channels would leave vectors empty. */
    public static boolean exists(Kernel kernel) {
        VectorForm<?> form = FORMS.get(kernel.getClass());
        return form != null && form.exists(kernel);
    }

    /** The method of a kernel that has a vector form, and the private ones it is made of. */
    public static List<MethodSpec> methods(Kernel kernel, boolean scratch) {
        return form(kernel).methods(kernel, PlainEmitter.signature(kernel, scratch));
    }

    /** Runs of rows of a kernel that can be divided begin at multiples of this. */
    public static int rowsOfTile(Kernel kernel) {
        return kernel instanceof DenseWeightGradient k
                ? VectorDenseWeightGradient.rowsOfTile(k)
                : 1;
    }

    /** Floats of working memory that the vector form needs. */
    public static int scratch(Kernel kernel) {
        return form(kernel).scratch(kernel);
    }

    private static VectorForm<?> form(Kernel kernel) {
        if (!exists(kernel)) {
            throw new IllegalArgumentException("no vector form of " + kernel);
        }
        return FORMS.get(kernel.getClass());
    }
}
