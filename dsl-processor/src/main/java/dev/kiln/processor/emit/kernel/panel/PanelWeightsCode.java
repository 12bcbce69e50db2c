package dev.kiln.processor.emit.kernel.panel;

import static dev.kiln.processor.emit.code.RuntimeTypes.PANELS;

import com.palantir.javapoet.CodeBlock;
import dev.kiln.processor.graph.kernel.Axis;
import dev.kiln.processor.graph.kernel.PanelWeights;
import dev.kiln.processor.graph.kernel.TurnedPanelWeights;
import dev.kiln.processor.graph.kernel.TurnedPanelWeights.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Methods that pack weights into panels. */
final class PanelWeightsCode {

    private PanelWeightsCode() {}

    /** {@code array}: the array that is passed for an argument of the kernel. */
    static CodeBlock call(PanelWeights k, UnaryOperator<String> array) {
        return CodeBlock.of(
                "$T.pack($L, $L, $L, $L)",
                PANELS,
                array.apply("weight"),
                k.depth(),
                k.filters(),
                array.apply("panels"));
    }

    static CodeBlock body(TurnedPanelWeights k) {
        CodeBlock.Builder code = CodeBlock.builder();
        int channels = k.window().input().channels();
        for (Phase phase : k.phases()) {
            if (phase.taps() > 0) {
                code.addStatement(
                        "$T.pack(weight,$Wnew int[] {$L},$W$L, 1, $L, $L, panels, $L)",
                        PANELS,
                        CodeBlock.join(taps(k, phase), ", "),
                        k.filters(),
                        channels,
                        k.filters(),
                        phase.firstPanel());
            }
        }
        return code.build();
    }

    private static List<CodeBlock> taps(TurnedPanelWeights k, Phase phase) {
        List<CodeBlock> taps = new ArrayList<>();
        Axis rows = phase.rows();
        Axis columns = phase.columns();
        int matrix = k.window().input().channels() * k.filters();
        for (int row = rows.taps() - 1; row >= 0; row--) {
            for (int column = columns.taps() - 1; column >= 0; column--) {
                int kernelRow = rows.weight() + rows.weightTap() * row;
                int kernelColumn = columns.weight() + columns.weightTap() * column;
                int tap = kernelRow * k.window().kernel().columns() + kernelColumn;
                taps.add(CodeBlock.of("$L", tap * matrix));
            }
        }
        return taps;
    }
}
