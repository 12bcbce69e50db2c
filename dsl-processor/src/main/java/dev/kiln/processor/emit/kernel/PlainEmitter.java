package dev.kiln.processor.emit.kernel;

import static dev.kiln.processor.emit.code.Modifiers.PRIVATE;
import static dev.kiln.processor.emit.code.Modifiers.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.Bordered;
import dev.kiln.processor.emit.kernel.conv.PlainConvolution;
import dev.kiln.processor.emit.kernel.conv.PlainConvolutionMaxPool;
import dev.kiln.processor.emit.kernel.conv.PlainConvolutionWeightGradient;
import dev.kiln.processor.emit.kernel.conv.SlidingLoops;
import dev.kiln.processor.emit.kernel.dense.PlainBiasGradient;
import dev.kiln.processor.emit.kernel.dense.PlainDense;
import dev.kiln.processor.emit.kernel.elementwise.PlainActivationBackward;
import dev.kiln.processor.emit.kernel.elementwise.PlainActivationForward;
import dev.kiln.processor.emit.kernel.elementwise.PlainConcatenate;
import dev.kiln.processor.emit.kernel.elementwise.PlainDropout;
import dev.kiln.processor.emit.kernel.elementwise.PlainScaleInput;
import dev.kiln.processor.emit.kernel.elementwise.PlainScaleInputBackward;
import dev.kiln.processor.emit.kernel.elementwise.PlainSum;
import dev.kiln.processor.emit.kernel.loss.CrossEntropyCode;
import dev.kiln.processor.emit.kernel.loss.PlainBinaryCrossEntropy;
import dev.kiln.processor.emit.kernel.loss.PlainCrossEntropy;
import dev.kiln.processor.emit.kernel.loss.PlainMeanSquaredError;
import dev.kiln.processor.emit.kernel.loss.PlainSoftmaxBackward;
import dev.kiln.processor.emit.kernel.loss.PlainSoftmaxForward;
import dev.kiln.processor.emit.kernel.norm.PlainBatchStatistics;
import dev.kiln.processor.emit.kernel.norm.PlainJoining;
import dev.kiln.processor.emit.kernel.norm.PlainNormalize;
import dev.kiln.processor.emit.kernel.norm.PlainNormalizeGradientSums;
import dev.kiln.processor.emit.kernel.pool.PlainAveragePoolBackward;
import dev.kiln.processor.emit.kernel.pool.PlainAveragePoolForward;
import dev.kiln.processor.emit.kernel.pool.PlainMaxPoolBackward;
import dev.kiln.processor.emit.kernel.pool.PlainMaxPoolForward;
import dev.kiln.processor.graph.kernel.ActivationBackward;
import dev.kiln.processor.graph.kernel.ActivationForward;
import dev.kiln.processor.graph.kernel.AddToGradient;
import dev.kiln.processor.graph.kernel.Argument;
import dev.kiln.processor.graph.kernel.AveragePoolBackward;
import dev.kiln.processor.graph.kernel.AveragePoolForward;
import dev.kiln.processor.graph.kernel.BatchStatistics;
import dev.kiln.processor.graph.kernel.BiasGradient;
import dev.kiln.processor.graph.kernel.BinaryCrossEntropy;
import dev.kiln.processor.graph.kernel.Concatenate;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import dev.kiln.processor.graph.kernel.CrossEntropy;
import dev.kiln.processor.graph.kernel.DenseForward;
import dev.kiln.processor.graph.kernel.DenseInputGradient;
import dev.kiln.processor.graph.kernel.DenseWeightGradient;
import dev.kiln.processor.graph.kernel.Dropout;
import dev.kiln.processor.graph.kernel.JoinGradientSums;
import dev.kiln.processor.graph.kernel.JoinStatistics;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LabelWeights;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.MaxPoolBackward;
import dev.kiln.processor.graph.kernel.MaxPoolForward;
import dev.kiln.processor.graph.kernel.MeanSquaredError;
import dev.kiln.processor.graph.kernel.Normalize;
import dev.kiln.processor.graph.kernel.NormalizeGradientFactors;
import dev.kiln.processor.graph.kernel.NormalizeGradientSums;
import dev.kiln.processor.graph.kernel.NormalizeInputGradient;
import dev.kiln.processor.graph.kernel.ParallelDense;
import dev.kiln.processor.graph.kernel.Preparation;
import dev.kiln.processor.graph.kernel.PutChannels;
import dev.kiln.processor.graph.kernel.RunningInputGradient;
import dev.kiln.processor.graph.kernel.RunningStatistics;
import dev.kiln.processor.graph.kernel.ScaleInput;
import dev.kiln.processor.graph.kernel.ScaleInputBackward;
import dev.kiln.processor.graph.kernel.SoftmaxBackward;
import dev.kiln.processor.graph.kernel.SoftmaxForward;
import dev.kiln.processor.graph.kernel.Sum;
import dev.kiln.processor.graph.kernel.TakeChannels;
import dev.kiln.processor.graph.kernel.WinogradWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Writes kernels as plain Java: loops with literal bounds that HotSpot compiles well everywhere.
 */
public final class PlainEmitter {

    private static final Map<Class<?>, Function<Kernel, CodeBlock>> BODIES = bodies();

    private PlainEmitter() {}

    /** The method of the kernel, and the private ones that it is made of. */
    public static List<MethodSpec> methods(Kernel kernel) {
        return methods(kernel, signature(kernel, scratch(kernel) > 0), part -> scratch(part) > 0);
    }

    /**
     * The same behind a given beginning.
     *
     * @param scratch which kernels have an argument for working memory
     */
    public static List<MethodSpec> methods(
            Kernel kernel, MethodSpec.Builder signature, Predicate<Kernel> scratch) {
        if (kernel instanceof ConvolutionMaxPool k) {
            return List.of(PlainConvolutionMaxPool.method(k, signature, scratch));
        }
        if (WinogradEmitter.takes(kernel)) {
            return WinogradEmitter.methods(kernel, signature);
        }
        return AxpyCost.chooses(kernel)
                ? AxpyEmitter.methods(kernel, signature)
                : tiles(kernel, signature);
    }

    /** Floats of working memory that the plain form needs. */
    public static int scratch(Kernel kernel) {
        if (kernel instanceof ConvolutionMaxPool k) {
            return scratch(k.convolution());
        }
        if (WinogradEmitter.takes(kernel)) {
            return WinogradEmitter.scratch(kernel);
        }
        return AxpyCost.chooses(kernel) ? AxpyEmitter.scratch(kernel) : kernel.scratch();
    }

    /** The rows of sums that the plain form needs; then it has a last argument for them. */
    public static AccumulatorSize slab(Kernel kernel) {
        if (kernel instanceof ConvolutionMaxPool k) {
            return slab(k.convolution());
        }
        if (WinogradEmitter.takes(kernel)) {
            return WinogradEmitter.slab(kernel);
        }
        return AxpyCost.chooses(kernel) ? AxpyEmitter.slab(kernel) : AccumulatorSize.NONE;
    }

    /** With sums in local variables. */
    static List<MethodSpec> tiles(Kernel kernel, MethodSpec.Builder signature) {
        if (kernel instanceof ConvolutionInputGradient gradient) {
            return inputGradient(gradient, signature);
        }
        if (kernel instanceof LinearWithStatistics linear) {
            return PlainBatchStatistics.merged(linear, signature);
        }
        if (kernel instanceof ParallelDense parallel) {
            return PlainDense.parallel(parallel, signature);
        }
        Function<Kernel, CodeBlock> body = BODIES.get(kernel.getClass());
        if (body == null) {
            throw new IllegalStateException("no plain form of " + kernel);
        }
        List<MethodSpec> methods = new ArrayList<>();
        methods.add(signature.addCode(body.apply(kernel)).build());
        if (kernel instanceof CrossEntropy loss) {
            CrossEntropyCode.weightMethod(loss).ifPresent(methods::add);
        }
        return methods;
    }

    private static Map<Class<?>, Function<Kernel, CodeBlock>> bodies() {
        Map<Class<?>, Function<Kernel, CodeBlock>> bodies = new HashMap<>();
        add(bodies, ConvolutionForward.class, PlainConvolution::forward);
        add(bodies, ConvolutionWeightGradient.class, PlainConvolutionWeightGradient::body);
        add(bodies, DenseForward.class, PlainDense::forward);
        add(bodies, DenseInputGradient.class, PlainDense::inputGradient);
        add(bodies, DenseWeightGradient.class, PlainDense::weightGradient);
        add(bodies, BiasGradient.class, PlainBiasGradient::body);
        add(bodies, MaxPoolForward.class, PlainMaxPoolForward::body);
        add(bodies, MaxPoolBackward.class, PlainMaxPoolBackward::body);
        add(bodies, AveragePoolForward.class, PlainAveragePoolForward::body);
        add(bodies, AveragePoolBackward.class, PlainAveragePoolBackward::body);
        add(bodies, ActivationForward.class, PlainActivationForward::body);
        add(bodies, ActivationBackward.class, PlainActivationBackward::body);
        add(bodies, SoftmaxForward.class, PlainSoftmaxForward::body);
        add(bodies, SoftmaxBackward.class, PlainSoftmaxBackward::body);
        add(bodies, ScaleInput.class, PlainScaleInput::body);
        add(bodies, ScaleInputBackward.class, PlainScaleInputBackward::body);
        add(bodies, CrossEntropy.class, PlainCrossEntropy::body);
        add(bodies, BinaryCrossEntropy.class, PlainBinaryCrossEntropy::body);
        add(bodies, MeanSquaredError.class, PlainMeanSquaredError::body);
        add(bodies, BatchStatistics.class, PlainBatchStatistics::body);
        add(bodies, Normalize.class, PlainNormalize::forward);
        add(bodies, NormalizeGradientSums.class, PlainNormalizeGradientSums::body);
        add(bodies, NormalizeInputGradient.class, PlainNormalize::inputGradient);
        add(bodies, RunningInputGradient.class, PlainNormalize::runningInputGradient);
        add(bodies, JoinStatistics.class, PlainJoining::statistics);
        add(bodies, JoinGradientSums.class, PlainJoining::gradientSums);
        add(bodies, NormalizeGradientFactors.class, PlainJoining::gradientFactors);
        add(bodies, LabelWeights.class, PlainCrossEntropy::labelWeights);
        add(bodies, RunningStatistics.class, PlainNormalize::running);
        add(bodies, AddToGradient.class, PlainSum::addToGradient);
        add(bodies, Sum.class, PlainSum::body);
        add(bodies, Dropout.class, PlainDropout::body);
        add(bodies, WinogradWeights.class, WinogradEmitter::weights);
        add(bodies, Concatenate.class, PlainConcatenate::join);
        add(bodies, PutChannels.class, PlainConcatenate::put);
        add(bodies, TakeChannels.class, PlainConcatenate::take);
        return Map.copyOf(bodies);
    }

    private static <K extends Kernel> void add(
            Map<Class<?>, Function<Kernel, CodeBlock>> bodies,
            Class<K> kind,
            Function<K, CodeBlock> body) {
        bodies.put(kind, kernel -> body.apply(kind.cast(kernel)));
    }

    /**
     * With a stride each phase gets a method of its own, or the method would outgrow the compiler.
     */
    private static List<MethodSpec> inputGradient(
            ConvolutionInputGradient kernel, MethodSpec.Builder signature) {
        List<SlidingLoops> phases = PlainConvolution.phases(kernel);
        Bordered source = PlainConvolution.gradientSource(kernel);
        if (phases.size() == 1) {
            CodeBlock body = PlainConvolution.overSamples(source, phases.get(0).code());
            return List.of(signature.addCode(body).build());
        }
        List<MethodSpec> methods = new ArrayList<>();
        CodeBlock.Builder calls = CodeBlock.builder();
        for (SlidingLoops phase : phases) {
            String name =
                    kernel.name() + "Phase" + phase.rows().start() + "_" + phase.columns().start();
            calls.addStatement(
                    "$L(sample, $L, weight, inputGradient)", name, phase.source().array());
            methods.add(
                    MethodSpec.methodBuilder(name)
                            .addJavadoc(
                                    "The rows $L + $L * i and columns $L + $L * i of {@link #$L}.\n",
                                    phase.rows().start(),
                                    phase.rows().step(),
                                    phase.columns().start(),
                                    phase.columns().step(),
                                    kernel.name())
                            .addModifiers(PRIVATE, STATIC)
                            .addParameter(int.class, "sample")
                            .addParameter(float[].class, phase.source().array())
                            .addParameter(float[].class, "weight")
                            .addParameter(float[].class, "inputGradient")
                            .addCode(phase.code())
                            .build());
        }
        methods.add(
                0, signature.addCode(PlainConvolution.overSamples(source, calls.build())).build());
        return methods;
    }

    /** The method of a kernel without its body. */
    public static MethodSpec.Builder signature(Kernel kernel, boolean scratch) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(kernel.name())
                        .addModifiers(STATIC)
                        .returns(kernel.returnsNumber() ? TypeName.DOUBLE : TypeName.VOID);
        if (!(kernel instanceof Preparation)) {
            method.addParameter(int.class, "samples");
        }
        if (kernel.divisibleRows() > 0) {
            method.addParameter(int.class, "firstRow").addParameter(int.class, "endRow");
        }
        if (kernel.joins()) {
            method.addParameter(int.class, "chunk");
        }
        kernel.comment().forEach(line -> method.addJavadoc("$L\n", line));
        for (Argument argument : kernel.arguments()) {
            method.addParameter(type(argument.element()), argument.name());
        }
        if (scratch) {
            method.addParameter(float[].class, "scratch");
        }
        if (kernel.isRandom()) {
            method.addParameter(long.class, "seed")
                    .addParameter(long.class, "step")
                    .addParameter(int.class, "first");
        }
        if (kernel.divides()) {
            method.addParameter(double.class, "divisor");
        }
        return method;
    }

    private static Class<?> type(Argument.Element element) {
        return switch (element) {
            case FLOAT -> float[].class;
            case DOUBLE -> double[].class;
            case INT -> int[].class;
            case FLOATS_OF_CHUNKS -> float[][].class;
            case DOUBLES_OF_CHUNKS -> double[][].class;
        };
    }
}
