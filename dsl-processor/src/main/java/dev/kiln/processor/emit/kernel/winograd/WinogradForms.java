package dev.kiln.processor.emit.kernel.winograd;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.plain;
import static dev.kiln.processor.emit.code.KernelForm.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.WinogradForward;
import dev.kiln.processor.graph.kernel.WinogradInputGradient;
import dev.kiln.processor.graph.kernel.WinogradWeightGradient;
import dev.kiln.processor.graph.kernel.WinogradWeights;
import java.util.List;

/** The forms of 3x3 convolutions in Winograd's tiles. */
public final class WinogradForms {

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    plain("rows of tiles", WinogradForward.class, WinogradForms::rows)
                            .where(k -> sliding(k).pays())
                            .followed(WinogradForms::rows)
                            .scratch(k -> sliding(k).scratch())
                            .accumulators(k -> sliding(k).accumulators()),
                    plain("blocks of sums", WinogradForward.class, WinogradForms::blocks)
                            .followed(WinogradForms::blocks)
                            .scratch(k -> WinogradConvolution.of(k).scratch())
                            .accumulators(k -> WinogradConvolution.of(k).accumulators()),
                    vector("tiles", WinogradForward.class, VectorWinograd::forward)
                            .where(VectorWinograd::exists)
                            .followed(VectorWinograd::forward)
                            .scratch(VectorWinograd::scratch),
                    body(
                                    "rows of tiles",
                                    WinogradInputGradient.class,
                                    k -> sliding(k).code(CodeBlock.of("")))
                            .where(k -> sliding(k).pays())
                            .scratch(k -> sliding(k).scratch())
                            .accumulators(k -> sliding(k).accumulators()),
                    body(
                                    "blocks of sums",
                                    WinogradInputGradient.class,
                                    k -> WinogradConvolution.of(k).code(CodeBlock.of("")))
                            .scratch(k -> WinogradConvolution.of(k).scratch())
                            .accumulators(k -> WinogradConvolution.of(k).accumulators()),
                    vector("tiles", WinogradInputGradient.class, VectorWinograd::inputGradient)
                            .where(VectorWinograd::exists)
                            .scratch(VectorWinograd::scratch),
                    body("tiles", WinogradWeightGradient.class, k -> WinogradGradient.of(k).code())
                            .scratch(k -> WinogradGradient.of(k).scratch())
                            .accumulators(k -> WinogradGradient.of(k).accumulators()),
                    vector(
                                    "tiles",
                                    WinogradWeightGradient.class,
                                    VectorWinogradWeightGradient::methods)
                            .where(VectorWinogradWeightGradient::exists)
                            .scratch(VectorWinogradWeightGradient::scratch),
                    body("weights", WinogradWeights.class, WinogradCode::weights),
                    vector("weights", WinogradWeights.class, VectorWinogradWeights::methods)
                            .where(VectorWinogradWeights::exists));

    private WinogradForms() {}

    private static WinogradSliding sliding(WinogradForward k) {
        return new WinogradSliding(WinogradConvolution.of(k));
    }

    private static WinogradSliding sliding(WinogradInputGradient k) {
        return new WinogradSliding(WinogradConvolution.of(k));
    }

    private static List<MethodSpec> rows(WinogradForward k, MethodSpec.Builder signature) {
        return rows(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    private static List<MethodSpec> rows(
            WinogradForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        return List.of(signature.addCode(sliding(k).code(behind)).addCode(end).build());
    }

    private static List<MethodSpec> blocks(WinogradForward k, MethodSpec.Builder signature) {
        return blocks(k, signature, CodeBlock.of(""), CodeBlock.of(""));
    }

    private static List<MethodSpec> blocks(
            WinogradForward k, MethodSpec.Builder signature, CodeBlock behind, CodeBlock end) {
        CodeBlock code = WinogradConvolution.of(k).code(behind);
        return List.of(signature.addCode(code).addCode(end).build());
    }
}
