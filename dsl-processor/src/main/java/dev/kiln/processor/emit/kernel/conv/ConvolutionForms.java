package dev.kiln.processor.emit.kernel.conv;

import static dev.kiln.processor.emit.code.KernelForm.plain;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.AxpyCost;
import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.ConvolutionForward;
import dev.kiln.processor.graph.kernel.ConvolutionInputGradient;
import dev.kiln.processor.graph.kernel.ConvolutionMaxPool;
import dev.kiln.processor.graph.kernel.ConvolutionWeightGradient;
import java.util.List;

/** The forms of convolutions and their gradients. */
public final class ConvolutionForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    plain("tiles", ConvolutionForward.class, PlainConvolution::forward)
                            .cost(k -> cost(k).ofTiles())
                            .followed(PlainConvolution::forward),
                    plain("axpy", ConvolutionForward.class, ConvolutionForms::axpy)
                            .cost(k -> cost(k).ofAxpy())
                            .followed(ConvolutionForms::axpy)
                            .scratch(k -> AxpyConvolution.of(k).source().floats())
                            .accumulators(k -> AxpyConvolution.of(k).accumulators()),
                    vector(
                                    "few channels",
                                    ConvolutionForward.class,
                                    FewChannelsConvolution::forward)
                            .where(FewChannelsConvolution::exists)
                            .followed(FewChannelsConvolution::forward)
                            .scratch(FewChannelsConvolution::scratch)
                            .samples(BatchInLanesRule::samples),
                    vector("sliding", ConvolutionForward.class, VectorConvolution::forward)
                            .where(VectorConvolution::exists)
                            .followed(VectorConvolution::forward),
                    plain("tiles", ConvolutionInputGradient.class, PlainConvolution::inputGradient)
                            .cost(k -> cost(k).ofTiles()),
                    plain("axpy", ConvolutionInputGradient.class, ConvolutionForms::axpy)
                            .cost(k -> cost(k).ofAxpy())
                            .scratch(k -> AxpyConvolution.of(k).source().floats())
                            .accumulators(k -> AxpyConvolution.of(k).accumulators()),
                    vector(
                                    "few channels",
                                    ConvolutionInputGradient.class,
                                    FewChannelsConvolution::inputGradient)
                            .where(FewChannelsConvolution::exists)
                            .scratch(FewChannelsConvolution::scratch)
                            .samples(BatchInLanesRule::samples),
                    vector(
                                    "sliding",
                                    ConvolutionInputGradient.class,
                                    VectorConvolution::inputGradient)
                            .where(VectorConvolution::exists)
                            .scratch(VectorConvolution::scratch),
                    KernelForm.body(
                                    "tiles",
                                    ConvolutionWeightGradient.class,
                                    PlainConvolutionWeightGradient::body)
                            .cost(k -> AxpyWeightGradient.cost(k).ofTiles()),
                    KernelForm.body(
                                    "axpy",
                                    ConvolutionWeightGradient.class,
                                    AxpyWeightGradient::body)
                            .where(k -> k.groups() == 1)
                            .cost(k -> AxpyWeightGradient.cost(k).ofAxpy())
                            .accumulators(AxpyWeightGradient::accumulators),
                    vector(
                                    "tiles",
                                    ConvolutionWeightGradient.class,
                                    VectorConvolutionWeightGradient::methods)
                            .where(VectorConvolutionWeightGradient::exists)
                            .scratch(VectorConvolutionWeightGradient::scratch),
                    vector(
                                    "sliding",
                                    ConvolutionMaxPool.class,
                                    (k, s) -> new PooledSliding(k).methods(s))
                            .where(PooledSliding::exists)
                            .scratch(k -> new PooledSliding(k).scratch()),
                    vector(
                                    "few channels",
                                    ConvolutionMaxPool.class,
                                    FewChannelsConvolution::forward)
                            .where(FewChannelsConvolution::exists)
                            .scratch(FewChannelsConvolution::scratch)
                            .samples(BatchInLanesRule::samples));

    private ConvolutionForms() {}

    private static AxpyCost cost(ConvolutionForward k) {
        return AxpyConvolution.of(k).cost(k.window(), k.groups(), k.filters());
    }

    private static AxpyCost cost(ConvolutionInputGradient k) {
        return AxpyConvolution.of(k).cost(k.window(), k.groups(), k.filters());
    }

    private static List<MethodSpec> axpy(ConvolutionForward k, MethodSpec.Builder signature) {
        return axpy(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    private static List<MethodSpec> axpy(
            ConvolutionForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        CodeBlock code = AxpyConvolution.of(k).code(behind);
        return List.of(signature.addCode(code).addCode(end).build());
    }

    private static List<MethodSpec> axpy(ConvolutionInputGradient k, MethodSpec.Builder signature) {
        return AxpyConvolution.of(k).methods(k.name(), signature);
    }
}
