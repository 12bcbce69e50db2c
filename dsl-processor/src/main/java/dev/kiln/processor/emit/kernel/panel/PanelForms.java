package dev.kiln.processor.emit.kernel.panel;

import static dev.kiln.processor.emit.code.KernelForm.body;
import static dev.kiln.processor.emit.code.KernelForm.plain;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.kiln.processor.emit.code.AccumulatorSize;
import dev.kiln.processor.emit.code.KernelForm;
import dev.kiln.processor.graph.kernel.Kernel;
import dev.kiln.processor.graph.kernel.LinearWithStatistics;
import dev.kiln.processor.graph.kernel.PanelForward;
import dev.kiln.processor.graph.kernel.PanelInputGradient;
import dev.kiln.processor.graph.kernel.PanelWeightGradient;
import dev.kiln.processor.graph.kernel.PanelWeights;
import dev.kiln.processor.graph.kernel.PanelWinograd;
import dev.kiln.processor.graph.kernel.TurnedPanelWeights;
import dev.kiln.processor.graph.kernel.WinogradPanels;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The forms of large layers: calls of the runtime, which takes plain or vector micro-kernels as it
 * finds faster. So there is one form only, in any compilation.
 */
public final class PanelForms {

    /** Floats of working memory of a product in the runtime. */
    static final int SCRATCH = 6 * PanelWeights.WIDTH + 96 * 512;

    /** Floats of working memory of a weight gradient in the runtime. */
    private static final int GRADIENT_SCRATCH =
            192 * 288 + 6 + 6 * PanelWeights.WIDTH + 192 * PanelWeights.WIDTH;

    /** Rows of sums of plain micro-kernels in the runtime. */
    public static final AccumulatorSize ROWS_OF_SUMS = new AccumulatorSize(256, 1024);

    public static final List<KernelForm<?>> ROWS =
            List.of(
                    plain("micro-kernels", PanelForward.class, PanelProductCode::forward)
                            .followed(PanelProductCode::forward)
                            .scratch(k -> PanelGeometry.of(k).scratch())
                            .accumulators(k -> ROWS_OF_SUMS),
                    body("micro-kernels", PanelInputGradient.class, PanelProductCode::inputGradient)
                            .scratch(k -> PanelGeometry.scratch(k))
                            .accumulators(k -> ROWS_OF_SUMS),
                    body("micro-kernels", PanelWeightGradient.class, PanelGradientCode::body)
                            .scratch(k -> GRADIENT_SCRATCH)
                            .accumulators(k -> ROWS_OF_SUMS),
                    plain("micro-kernels in tiles", PanelWinograd.class, PanelWinogradCode::methods)
                            .followed(PanelWinogradCode::methods)
                            .scratch(PanelWinogradCode::scratch)
                            .accumulators(k -> ROWS_OF_SUMS),
                    body("panels", WinogradPanels.class, PanelForms::pack),
                    body("panels", PanelWeights.class, PanelForms::pack),
                    body("panels", TurnedPanelWeights.class, PanelWeightsCode::body));

    private PanelForms() {}

    /** {@code array}: the array that is passed for an argument of the kernel. */
    public static Optional<CodeBlock> call(Kernel kernel, UnaryOperator<String> array) {
        if (kernel instanceof PanelWeights k) {
            return Optional.of(PanelWeightsCode.call(k, array));
        }
        if (kernel instanceof WinogradPanels k) {
            return Optional.of(PanelWinogradCode.weights(k, array));
        }
        return Optional.empty();
    }

    /** A method that makes the call. */
    private static CodeBlock pack(Kernel kernel) {
        CodeBlock call = call(kernel, UnaryOperator.identity()).orElseThrow();
        return CodeBlock.builder().addStatement(call).build();
    }

    /** The geometry that the methods of a kernel hand to the runtime. */
    public static List<FieldSpec> constants(Kernel kernel) {
        if (kernel instanceof LinearWithStatistics k) {
            return constants(k.linear());
        }
        if (kernel instanceof PanelForward k) {
            return List.of(PanelGeometry.of(k).constant(PanelProductCode.product(k, 0)));
        }
        if (kernel instanceof PanelInputGradient k) {
            return PanelProductCode.constants(k);
        }
        if (kernel instanceof PanelWinograd k) {
            return List.of(PanelWinogradCode.constant(k));
        }
        return kernel instanceof PanelWeightGradient k
                ? List.of(PanelGradientCode.constant(k))
                : List.of();
    }
}
